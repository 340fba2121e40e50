using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Terms of the register files, reported as <c>latch</c>. The DACs drive from their registers, so a register is read for as
/// long as they drive; a whole vector written at once opens every file of the bank, a single word opens one.
/// </summary>
internal static class RegisterTerms
{
    public static void AddTo(TermBuilder builder)
    {
        foreach (int size in RegisterBanks.Sizes)
        {
            AddInputRegisters(builder, size);
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
        Picoseconds columnRead = builder.Spec.Crossbar.ColumnRead;
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
            builder.AddAccess(UnitKind.Latch, action, scope, activity, basis, factor, time, power, leakage);
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
            leakage);
    }

    private static string Key(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"{name}.{size}");
}
