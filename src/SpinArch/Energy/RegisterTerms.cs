using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Terms of the register files, reported as <c>latch</c>. The DACs drive from their registers, so a register is read for as
/// long as they drive, and for one access at least; a whole vector written at once opens every file of the bank, a single word opens one.
/// The Gaussian banks between sampler and scaler are such files, of a row's word each.
/// </summary>
internal static class RegisterTerms
{
    public static void AddTo(TermBuilder builder)
    {
        foreach (int size in RegisterBanks.Sizes)
        {
            AddInputRegisters(builder, size);
            AddGaussianBanks(builder, size);
            AddOutputRegisters(builder, size);
        }
    }

    private static void AddInputRegisters(TermBuilder builder, int size)
    {
        string read = Key("inputRegister.readPower", size);
        string write = Key("inputRegister.writePower", size);
        string leakage = Key("inputRegister.leakage", size);
        ImmutableArray<long> vector = builder.PerTile(tile => tile.InputBank.Size == size ? tile.InputBank.Count : 0);
        ImmutableArray<long> word = builder.PerTile(tile => tile.InputBank.Size == size ? Math.Min(tile.InputBank.Count, 1) : 0);
        Picoseconds columnRead = builder.Laws.RegisterRead;
        int[] active =
        [
            Access("inputWrite", TermScope.Paper, ActivityKind.Scale, CountBasis.Activities, vector, builder.Access, write),
            Access("inputWrite", TermScope.Paper, ActivityKind.ReceiveVector, CountBasis.Items, word, builder.Access, write),
            Access("inputRead", TermScope.Paper, ActivityKind.SigmaDrive, CountBasis.Activities, vector, columnRead, read),
            Access("inputRead", TermScope.Paper, ActivityKind.MeanDrive, CountBasis.Activities, vector, columnRead, read),
            Access("inputHold", TermScope.System, ActivityKind.MeanHold, CountBasis.Activities, vector, columnRead, read),
        ];
        builder.AddIdle(
            UnitKind.Latch,
            "inputIdle",
            builder.PerTile(tile => tile.InputBank.Size == size ? tile.InputBank.Count * builder.Spec.InputBanks : 0),
            leakage,
            1,
            active);

        int Access(
            string action,
            TermScope scope,
            ActivityKind activity,
            CountBasis basis,
            ImmutableArray<long> factor,
            Picoseconds time,
            string power) =>
            builder.AddAccess(
                UnitKind.Latch,
                action,
                scope,
                activity,
                basis,
                factor,
                time,
                power,
                leakage,
                law: action == "inputWrite" ? builder.Laws.Clocked : 1,
                otherKeys: action == "inputWrite" ? builder.Speed : []);
    }

    private static void AddGaussianBanks(TermBuilder builder, int size)
    {
        string leakage = Key("inputRegister.leakage", size);
        ImmutableArray<long> vector = builder.PerTile(tile => tile.InputBank.Size == size ? tile.InputBank.Count : 0);
        int[] active =
        [
            Access("gaussianWrite", ActivityKind.Fill, Key("inputRegister.writePower", size)),
            Access("gaussianRead", ActivityKind.Scale, Key("inputRegister.readPower", size)),
        ];
        builder.AddIdle(
            UnitKind.Latch,
            "gaussianIdle",
            builder.PerTile(tile => tile.InputBank.Size == size ? (long)tile.InputBank.Count * builder.Spec.Sampler.Banks : 0),
            leakage,
            1,
            active);

        int Access(string action, ActivityKind activity, string power) => builder.AddAccess(
            UnitKind.Latch,
            action,
            TermScope.System,
            activity,
            CountBasis.Activities,
            vector,
            builder.Access,
            power,
            leakage,
            law: builder.Laws.Clocked,
            otherKeys: builder.Speed);
    }

    private static void AddOutputRegisters(TermBuilder builder, int size)
    {
        string power = Key("outputRegister.power", size);
        string leakage = Key("outputRegister.leakage", size);
        ImmutableArray<long> word = builder.PerTile(tile => tile.OutputBank.Size == size ? Math.Min(tile.OutputBank.Count, 1) : 0);
        int[] active =
        [
            Access("outputWrite", ActivityKind.Convert),
            Access("outputRead", ActivityKind.Add),
            Access("outputRead", ActivityKind.Activate),
            Access("outputRead", ActivityKind.Accumulate),
        ];

        builder.AddIdle(
            UnitKind.Latch,
            "outputIdle",
            builder.PerTile(tile => tile.OutputBank.Size == size ? tile.OutputBank.Count * builder.Spec.LatchBanks : 0),
            leakage,
            1,
            active);

        int Access(string action, ActivityKind activity) => builder.AddAccess(
            UnitKind.Latch,
            action,
            TermScope.Paper,
            activity,
            CountBasis.Items,
            word,
            builder.Access,
            power,
            leakage,
            law: builder.Laws.Clocked,
            otherKeys: builder.Speed);
    }

    private static string Key(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"{name}.{size}");
}
