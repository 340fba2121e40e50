using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Components.Arrays;
using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Receiver;
using SpinArch.Components.Sampler;
using SpinArch.Components.Scaler;
using SpinArch.Components.Vector;
using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Components.Registers;

/// <summary>
/// What register files cost, reported as <c>latch</c>. The DACs drive from their registers, so a register is read for as long as they
/// drive, and for one access at least; a whole vector written at once opens every file of the bank, a single word opens one. The Gaussian
/// banks between sampler and scaler are such files, of a row's word each.
/// </summary>
internal static class RegistersCosts
{
    private static readonly ImmutableArray<(CostRule[] Input, CostRule[] Gaussian, CostRule[] Output, int Size)> _files =
        [.. RegisterBanks.Sizes.Select(size => (Input(size), Gaussian(size), Output(size), size))];

    public static ImmutableArray<CostRule> Rules { get; } =
        [.. _files.SelectMany(file => (CostRule[])[.. file.Input, .. file.Gaussian, .. file.Output])];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        .. _files.SelectMany(file => (IdleRule[])
        [
            Idle("inputIdle", "inputRegister.leakage", file.Size, InputFiles(file.Size), file.Input),
            Idle("gaussianIdle", "inputRegister.leakage", file.Size, GaussianFiles(file.Size), file.Gaussian),
            Idle("outputIdle", "outputRegister.leakage", file.Size, OutputFiles(file.Size), file.Output),
        ]),
    ];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        .. RegisterBanks.Sizes.SelectMany(size => (AreaRule[])
        [
            Area("inputRegister", "inputRegister.area", size, InputFiles(size)),
            Area("outputRegister", "outputRegister.area", size, OutputFiles(size)),
            Area("gaussianRegister", "inputRegister.area", size, GaussianFiles(size)),
        ]),
    ];

    private static CostRule[] Input(int size)
    {
        string write = Key("inputRegister.writePower", size);
        string read = Key("inputRegister.readPower", size);
        string leakage = Key("inputRegister.leakage", size);
        Count vector = Vector(size);
        Count word = (in Design _, in TileShape tile) => tile.InputBank.Size == size ? Math.Min(tile.InputBank.Count, 1) : 0;
        return
        [
            Write("inputWrite", TermScope.Paper, ScalerComponent.Scale, CountBasis.Activities, vector, write, leakage),
            Write("inputWrite", TermScope.Paper, ReceiverComponent.ReceiveVector, CountBasis.Items, word, write, leakage),
            Drive("inputRead", TermScope.Paper, CrossbarComponent.SigmaDrive),
            Drive("inputRead", TermScope.Paper, CrossbarComponent.MeanDrive),
            Drive("inputRead", TermScope.Paper, ArrayComponent.Drive),
            Drive("inputHold", TermScope.System, CrossbarComponent.MeanHold),
        ];

        CostRule Drive(string action, TermScope scope, ActivityKind activity) => new()
        {
            Unit = RegistersComponent.Latch,
            Action = action,
            Scope = scope,
            Activity = activity,
            Basis = CountBasis.Activities,
            Factor = vector,
            Constants = [read],
            Price = Prices.Power(read, Driving),
            Leakage = new Leakage(leakage) { Time = Driving },
        };
    }

    private static CostRule[] Gaussian(int size)
    {
        string leakage = Key("inputRegister.leakage", size);
        return
        [
            Write("gaussianWrite", TermScope.System, SamplerComponent.Fill, CountBasis.Activities, Vector(size),
                Key("inputRegister.writePower", size), leakage),
            Write("gaussianRead", TermScope.System, ScalerComponent.Scale, CountBasis.Activities, Vector(size),
                Key("inputRegister.readPower", size), leakage),
        ];
    }

    private static CostRule[] Output(int size)
    {
        Count word = (in Design _, in TileShape tile) => tile.OutputBank.Size == size ? Math.Min(tile.OutputBank.Count, 1) : 0;
        return
        [
            Access("outputWrite", ConverterComponent.Convert),
            Access("outputRead", VectorComponent.Add),
            Access("outputRead", VectorComponent.Activate),
            Access("outputRead", VectorComponent.Accumulate),
        ];

        CostRule Access(string action, ActivityKind activity) => Write(
            action, TermScope.Paper, activity, CountBasis.Items, word, Key("outputRegister.power", size),
                Key("outputRegister.leakage", size));
    }

    // An access on the clock, a write or not.
    private static CostRule Write(
        string action, TermScope scope, ActivityKind activity, CountBasis basis, Count factor, string power, string leakage) => new()
        {
            Unit = RegistersComponent.Latch,
            Action = action,
            Scope = scope,
            Activity = activity,
            Basis = basis,
            Factor = factor,
            Constants = [power],
            LawKeys = SharedLaws.ClockedKeys,
            Price = Prices.AccessOf(power, SharedLaws.Clocked),
            Leakage = new Leakage(leakage),
        };

    private static IdleRule Idle(string action, string leakage, int size, Count files, CostRule[] active) => new()
    {
        Unit = RegistersComponent.Latch,
        Action = action,
        Devices = files,
        Leakage = new Leakage(Key(leakage, size)),
        Active = [.. active],
    };

    private static AreaRule Area(string part, string constant, int size, Count files) =>
        new(RegistersComponent.Latch, part, Key(constant, size)) { Instances = files };

    private static Count Vector(int size) => (in Design _, in TileShape tile) => tile.InputBank.Size == size ? tile.InputBank.Count : 0;

    private static Count InputFiles(int size) =>
        (in Design design, in TileShape tile) => tile.InputBank.Size == size ? tile.InputBank.Count * design.Spec.InputBanks : 0;

    private static Count GaussianFiles(int size) =>
        (in Design design, in TileShape tile) => tile.InputBank.Size == size ? (long)tile.InputBank.Count * design.Spec.Sampler.Banks : 0;

    private static Count OutputFiles(int size) =>
        (in Design design, in TileShape tile) => tile.OutputBank.Size == size ? tile.OutputBank.Count * design.Spec.LatchBanks : 0;

    private static long Driving(in Design design, in TileShape tile) => design.Laws.RegisterRead.Value;

    private static string Key(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"{name}.{size}");
}
