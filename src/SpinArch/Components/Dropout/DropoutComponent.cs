using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Dropout;

/// <summary>
/// Dropout modules: one stochastic bit a word line, a group of word lines, or a block, drawn once a sample by resetting a junction, writing
/// it with a probability and reading it. A word line whose bit is off is not driven in any column read of the sample; those of the bias
/// always are.
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
        Keys =
        [
            new FractionKey("dropout.probability", "Probability of a word line being off.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Probability = value })),
            new ExtentKey("dropout.group", "word line", MostModules, ["unbounded"],
                "Adjacent word lines of a crossbar that one bit gates: 1, those of a feature map, or all of a block.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Group = value })) { KeepsProgram = true },
            Key.Width("dropout.modules", "bit", "Bits drawn at once; \"rows\" follows crossbar.rows.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Modules = value })),
            Key.Time("dropout.resetNs", mayBeZero: true, "Resetting the junctions of the modules.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Reset = value })),
            Key.Time("dropout.writeNs", mayBeZero: false, "The stochastic write.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Write = value })),
            Key.Time("dropout.readNs", mayBeZero: true, "Reading the bits.",
                (spec, value) => spec.With(spec.Part<DropoutSpec>() with { Read = value })),
            Key.Banks("dropout.banks", "Masks of a block that can be ready or in use.",
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
        Preludes = [Opcode.Gate],
        Gates = Masks,
        DrivenShare = spec => 1 - spec.Part<DropoutSpec>().Probability,
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
