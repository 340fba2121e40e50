using SpinArch.Arithmetic;
using SpinArch.Components.Crossbar;
using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Dropout;

/// <summary>
/// Dropout modules: one stochastic bit a word line, a group of word lines, or a block, drawn once a sample by resetting a junction, writing
/// it with a probability and reading it. A word line whose bit is off is not driven in any column read of the sample; those of the bias
/// always are. Where something remains of the drive, a bit scales in place of cutting off.
/// </summary>
public static class DropoutComponent
{
    private const int MostModules = 65536;

    /// <summary>Dropout modules.</summary>
    public static UnitKind Dropout { get; } = new(19, "dropout");

    /// <summary>One mask drawn. Items: bits.</summary>
    public static ActivityKind Gate { get; } = new(21, "Gate", Dropout, "One mask drawn. Items: bits.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("dropout", Clocking.SelfTimed);

    /// <summary>Which word lines of a block are driven.</summary>
    public static Store Masks { get; } =
        new("dropout", "dropout mask", StoreScope.Block, "dropout.banks", spec => spec.Part<DropoutSpec>().Banks);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "dropout",
        Summary = "stochastic bits that gate word lines",
        WorksOn = CrossbarComponent.Kind.Name,
        Keys =
        [
            new FractionKey("dropout.probability", "Probability of a word line being off; 0 where it follows from current and barrier.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Probability = value })),
            new FractionKey("dropout.current",
                "Current of the stochastic write in units of the critical current; 0 where the probability is stated.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Current = value }), most: 1),
            new FractionKey("dropout.barrier", "Energy barrier of the junctions in kT; 0 where the probability is stated.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Barrier = value }), most: 1000),
            Key.Time("dropout.attemptNs", mayBeZero: false, "Attempt time of the thermal activation (tau0).",
                spec => spec.Part<DropoutSpec>().Attempt,
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Attempt = value })),
            new FractionKey("dropout.remain",
                "What is left of a word line's drive where its bit is off: 0, it is not driven; more, its drive is scaled.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Remain = value })),
            new ExtentKey("dropout.group", "word line", MostModules, ["unbounded"],
                "Adjacent word lines of a crossbar that one bit gates: 1, those of a feature map, or all of a block.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Group = value }))
            {
                KeepsProgram = true,
                Get = spec => spec.Part<DropoutSpec>().Group,
            },
            Key.Width("dropout.modules", "bit", "Bits drawn at once; \"rows\" follows crossbar.rows.",
                spec => spec.Part<DropoutSpec>().Modules,
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Modules = value })),
            Key.Time("dropout.resetNs", mayBeZero: true, "Resetting the junctions of the modules.",
                spec => spec.Part<DropoutSpec>().Reset,
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Reset = value })),
            Key.Time("dropout.writeNs", mayBeZero: false, "The stochastic write.",
                spec => spec.Part<DropoutSpec>().Write,
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Write = value })),
            Key.Time("dropout.readNs", mayBeZero: true, "Reading the bits.",
                spec => spec.Part<DropoutSpec>().Read,
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Read = value })),
            Key.Banks("dropout.banks", "Masks of a block that can be ready or in use.",
                spec => spec.Part<DropoutSpec>().Banks,
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Banks = value })),
        ],
        Constants =
        [
            new("dropout.resetEnergy", "fJ", "Resetting one junction of a dropout module."),
            new("dropout.writeEnergy", "fJ", "One stochastic write of a dropout module."),
            new("dropout.readEnergy", "fJ", "Reading one bit of a dropout module."),
            new("dropout.area", "mm2", "One dropout module."),
            new("dropout.writeTime", "ns", "Stochastic write that its energy holds for.", Positive: true),
        ],
        Under = Under,
        Queues = _ => 1,
        Values = (Unit, host => new DropoutValues(host)),
        Points = [CostPoint.Unknown("dropout.writeNs", "dropout.writeTime", spec => spec.Part<DropoutSpec>().Write)],
        HasClosedForm = true,
        Preludes = [Opcode.Gate],
        PreludeActivity = Gate,
        Prelude = (spec, rows) =>
            (spec.Part<DropoutSpec>().Bits(rows), spec.Part<DropoutSpec>().TimeOf(spec.Part<DropoutSpec>().Bits(rows))),
        RandomBits = [(Gate, _ => 1)],
        Gates = Masks,
        Draws = (spec, seed) => new DropoutDraws(spec, seed),
        Remain = spec => spec.Part<DropoutSpec>().Remain,
        DrivenShare = DrivenShare,
        Refuses = Refuses,
        Units = [Dropout],
        Activities = [Gate],
        Costs = [Bit("reset", "dropout.resetEnergy"), Bit("write", "dropout.writeEnergy"), Bit("read", "dropout.readEnergy")],
        Areas =
        [
            new AreaRule(Dropout, "module", "dropout.area")
            {
                Instances = static (in Design design, in TileShape tile) =>
                    TileShape.Bounded(design.Spec.Part<DropoutSpec>().Modules, tile.Rows),
            },
        ],
    };

    private static Component Under(ArchitectureSpec spec)
    {
        DropoutSpec dropout = spec.Part<DropoutSpec>();
        var bits = new Quantity("b", "bits of a mask: active rows, or groups of them", work => dropout.Bits(work.Rows));
        Formula time = Formula.Passes(
            bits,
            ("modules", dropout.Modules),
            new TimeTerm("reset", dropout.Reset) + new TimeTerm("write", dropout.Write) + new TimeTerm("read", dropout.Read));
        return new Component
        {
            Stores = [Masks],
            Joins = [("read", Masks.Take(ends: Traits.LastColumn))],
            Steps =
            [
                new Step
                {
                    Name = "gate",
                    Unit = Unit,
                    Opcodes = [Opcode.Gate],
                    Occupancy = time,
                    Latency = time,
                    Accesses = [Masks.Fill()],
                    Activities = [new StepActivity(Gate, bits)],
                },
            ],
        };
    }

    private static double DrivenShare(ArchitectureSpec spec)
    {
        DropoutSpec dropout = spec.Part<DropoutSpec>();
        return 1 - (dropout.OffProbability * (1 - (dropout.Remain * dropout.Remain)));
    }

    private static (string Key, string Problem)? Refuses(ArchitectureSpec spec)
    {
        DropoutSpec dropout = spec.Part<DropoutSpec>();
        int full = (1 << spec.Dac.Bits) - 1;
        int left = GatedDrive.Code(dropout.Remain, full);
        return dropout switch
        {
            { IsSwitching: true, Probability: > 0 } => ("dropout.barrier",
                "dropout.probability states what dropout.current and dropout.barrier give too; set it, or the barrier, to 0"),
            { IsSwitching: false, Current: > 0 } =>
                ("dropout.current", "dropout.current changes nothing without a dropout.barrier; set both, or it to 0"),
            { Remain: > 0 } when spec.HasSigma => ("dropout.remain",
                "dropout.remain scales what drives the mean crossbars, and this chip draws weights too; allowed with a scaler is 0"),
            { Remain: > 0 and < 1 } when left == 0 || left == full => ("dropout.remain", FormattableString.Invariant(
                $"dropout.remain = {dropout.Remain} of a full drive of {full} (dac.bits = {spec.Dac.Bits}) is {left}: allowed are shares that leave a code in between")),
            _ => null,
        };
    }

    // Each bit is reset, written and read. No leakage is published, and none is charged.
    private static CostRule Bit(string action, string constant) => new()
    {
        Unit = Dropout,
        Action = action,
        Activity = Gate,
        Constants = [constant],
        Price = Prices.Energy(constant),
    };
}
