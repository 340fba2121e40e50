using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Components.Crossbar;

/// <summary>What DACs, crossbars, spin neurons and sample-and-hold cost.</summary>
internal static class CrossbarCosts
{
    private static readonly ImmutableArray<string> _cell = ["crossbar.supply", "crossbar.unityResistance", "crossbar.tmr"];

    private static readonly CostRule _sigmaDrive = Drive(CrossbarComponent.SigmaDac, "drive", TermScope.Paper,
        CrossbarComponent.SigmaDrive);
    private static readonly CostRule _meanDrive = Drive(CrossbarComponent.MeanDac, "drive", TermScope.Paper, CrossbarComponent.MeanDrive);
    private static readonly CostRule _meanHold = Drive(CrossbarComponent.MeanDac, "hold", TermScope.System, CrossbarComponent.MeanHold);

    public static ImmutableArray<CostRule> Rules { get; } =
    [
        _sigmaDrive,
        _meanDrive,
        _meanHold,
        Read("columnRead", QuantumBasis.Quanta, isSigma: false),
        Read("offState", QuantumBasis.Drive, isSigma: false),
        Read("columnRead", QuantumBasis.Quanta, isSigma: true),
        Read("offState", QuantumBasis.Drive, isSigma: true),
        Neuron("write", "neuron.writeEnergy"),
        Neuron("reset", "neuron.resetEnergy"),
        new CostRule
        {
            Unit = CrossbarComponent.SampleHold,
            Action = "capture",
            Activity = CrossbarComponent.Capture,
            Constants = ["sampleHold.power"],
            Price = Prices.AccessOf("sampleHold.power"),
        },
    ];

    /// <summary>Cells of more bits than their figures hold for.</summary>
    public static CostPoint Tracks { get; } = new("weight.cellBits", LongTracks);

    public static ImmutableArray<CostPoint> Points { get; } =
    [
        CostPoint.Beyond("neuron.bits", "neuron.trackBits", spec => spec.Neuron.Bits, spec => CostLaws.Of(spec).Neuron,
            "area and energy of a spin neuron").Where(spec => spec.Crossbar.ColumnSum == ColumnSum.Neuron),
        Tracks,
        CostPoint.Unknown("crossbar.columnReadNs", "crossbar.readTime", spec => spec.Crossbar.ColumnRead),
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        IdleDrivers(CrossbarComponent.SigmaDac, SigmaDrivers, _sigmaDrive),
        IdleDrivers(CrossbarComponent.MeanDac, Drivers, _meanDrive, _meanHold),
        new IdleRule { Unit = CrossbarComponent.SampleHold, Action = "idle", Devices = Held, Leakage = new Leakage("sampleHold.leakage") },
    ];

    // Each place of a crossbar has a cell on each of two lines, in the mean and in the sigma crossbar.
    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(CrossbarComponent.SigmaDac, "dac", "dac.area") { Instances = SigmaDrivers },
        new AreaRule(CrossbarComponent.MeanDac, "dac", "dac.area") { Instances = Drivers },
        new AreaRule(CrossbarComponent.SigmaCrossbar, "cell", "crossbar.cellArea")
        {
            Instances = static (in Design design, in TileShape tile) => design.Spec.HasSigma ? Cells(in design, in tile) : 0,
            Times = static (in Design design, in TileShape _) => design.Laws.SigmaCell,
        },
        new AreaRule(CrossbarComponent.MeanCrossbar, "cell", "crossbar.cellArea")
        {
            Instances = Cells,
            Times = static (in Design design, in TileShape _) => design.Laws.MeanCell,
        },
        new AreaRule(CrossbarComponent.Neuron, "neuron", "neuron.area")
        {
            Instances = static (in Design design, in TileShape tile) =>
                tile.HasNeurons ? (long)design.Spec.Crossbar.PairsPerTile * tile.Columns : 0,
            Times = static (in Design design, in TileShape _) => design.Laws.Neuron,
        },
        new AreaRule(CrossbarComponent.SampleHold, "sampleHold", "sampleHold.area") { Instances = Held },
    ];

    /// <summary>Programming one cell: of the crossbar whose cells hold more.</summary>
    public static Quectojoules ProgramCell(double femtojoules, in CostLaws laws) =>
        Quectojoules.FromFemtojoules(femtojoules, Math.Max(laws.MeanCell, laws.SigmaCell));

    // The length of a track is charged, reading it finer is not.
    private static CostNote? LongTracks(ArchitectureSpec spec)
    {
        int bits = Math.Max(spec.Weight.MeanSliceBits, spec.Weight.SigmaSliceBits);
        double published = spec.Technology["crossbar.trackBits"].Value;
        CostLaws laws = CostLaws.Of(spec);
        return bits > published
            ? new CostNote("weight.cellBits", false,
                CostPoint.Format($"weight.cellBits = {spec.Weight.CellBits} asks for cells of {bits} bits, beyond crossbar.trackBits = {published:0.###}: area and programming of a cell x {Math.Max(laws.MeanCell, laws.SigmaCell):0.##} for a longer track, what it takes to tell such levels apart: cost not modelled"))
            : null;
    }

    private static CostRule Drive(UnitKind unit, string action, TermScope scope, ActivityKind activity) => new()
    {
        Unit = unit,
        Action = action,
        Scope = scope,
        Activity = activity,
        Constants = ["dac.power", "dac.bitScaling"],
        Price = Prices.Power("dac.power", ColumnRead,
            static (in Design design, in TileShape _) => design.Laws.DacScaling * design.Laws.Settling),
        Leakage = DacLeakage() with { Time = ColumnRead },
    };

    private static Leakage DacLeakage() =>
        new("dac.leakage") { Times = static (in Design design, in TileShape _) => design.Laws.DacScaling };

    private static IdleRule IdleDrivers(UnitKind unit, Count drivers, params CostRule[] active) =>
        new() { Unit = unit, Action = "idle", Devices = drivers, Leakage = DacLeakage(), Active = [.. active] };

    // A word line at code X carries X / Xmax of the supply. Every weight has a cell on the positive and one on the negative line; one
    // carries the level, G = Goff + level (Gon - Goff) / Lmax, the other rests at Goff. Over a read of duration t the two dissipate (supply
    // X / Xmax)^2 t (2 Goff + level (Gon - Goff) / Lmax). Level and Lmax are those of a cell: of a slice, where a weight has several.
    private static CostRule Read(string action, QuantumBasis basis, bool isSigma) => new()
    {
        Unit = isSigma ? CrossbarComponent.SigmaCrossbar : CrossbarComponent.MeanCrossbar,
        Action = action,
        Scope = TermScope.Paper,
        Activity = isSigma ? CrossbarComponent.SigmaRead : CrossbarComponent.MeanRead,
        QuantumBasis = basis,
        Factor = isSigma ? static (in Design design, in TileShape _) =>
            design.Spec.HasSigma ? 1 : 0 : static (in Design _, in TileShape _) => 1,
        Constants = _cell,
        Variant = isSigma ? static (in Design _, in TileShape tile) => tile.SigmaSupply : null,
        Price = technology =>
        {
            double supply = technology["crossbar.supply"].Value;
            double on = 1 / technology["crossbar.unityResistance"].Value;
            double off = on / (1 + technology["crossbar.tmr"].Value);
            return (in Design design, in TileShape tile) =>
            {
                ArchitectureSpec spec = design.Spec;
                double times = isSigma ? tile.SigmaSupply : 1;
                double volts = supply / (Math.Pow(2, spec.Dac.Bits) - 1);
                double perSquaredCode = volts * volts * spec.Crossbar.ColumnRead.Value * 1e-12;
                int highest = Math.Max(1, isSigma ? spec.Weight.SigmaCellMaximum : spec.Weight.MeanCellMaximum);
                double joules = basis == QuantumBasis.Quanta ? perSquaredCode * (on - off) / highest : perSquaredCode * 2 * off;
                return Quectojoules.FromJoules(joules * times * times);
            };
        },
    };

    private static CostRule Neuron(string action, string constant) => new()
    {
        Unit = CrossbarComponent.Neuron,
        Action = action,
        Activity = CrossbarComponent.NeuronWrite,
        Basis = CountBasis.Activities,
        Factor = static (in Design _, in TileShape tile) => tile.HasNeurons ? 1 : 0,
        Constants = [constant],
        Price = Prices.Energy(constant, static (in Design design, in TileShape _) => design.Laws.Neuron),
    };

    private static long ColumnRead(in Design design, in TileShape tile) => design.Spec.Crossbar.ColumnRead.Value;

    private static long Drivers(in Design design, in TileShape tile) => (long)design.Spec.Crossbar.PairsPerTile * tile.Rows;

    private static long SigmaDrivers(in Design design, in TileShape tile) => design.Spec.HasSigma ? Drivers(in design, in tile) : 0;

    private static long Cells(in Design design, in TileShape tile) => 2L * design.Spec.Crossbar.PairsPerTile * tile.Rows * tile.Columns;

    private static long Held(in Design design, in TileShape tile) =>
        (long)design.Spec.Crossbar.PairsPerTile * design.Spec.SampleHold.Banks * (design.Spec.HasSigma
            && design.Spec.Crossbar.ColumnSum == ColumnSum.Digital
            ? 2 : 1);
}
