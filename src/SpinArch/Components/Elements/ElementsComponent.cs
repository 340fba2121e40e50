using SpinArch.Components.Receiver;
using SpinArch.Components.Vector;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;
using Component = SpinArch.Tiles.Component;

namespace SpinArch.Components.Elements;

/// <summary>
/// Processing elements with the memory of their weights and the generator of their Gaussians, in step: every clock a lane reads a mean and
/// a deviation, draws, makes the weight, and multiplies it with its input. They work a layer after another; its sums are activated and
/// handed to the next one on the tile, or to the statistics.
/// </summary>
public static class ElementsComponent
{
    /// <summary>Memory of means and deviations.</summary>
    public static UnitKind WeightMemory { get; } = new(20, "weightMemory") { IsFollower = true };

    /// <summary>Generator of Gaussians.</summary>
    public static UnitKind Generator { get; } = new(21, "generator") { IsFollower = true };

    /// <summary>Processing elements.</summary>
    public static UnitKind Elements { get; } = new(22, "elements");

    /// <summary>What a publication gives the chip beyond what its parts explain.</summary>
    public static UnitKind Unexplained { get; } = new(23, "notExplained") { IsFollower = true, IsRemainder = true };

    /// <summary>The parameters of one layer read. Items: clocks.</summary>
    public static ActivityKind Fetch { get; } = new(22, "FetchWeights", WeightMemory, "The parameters of one layer read. Items: clocks.");

    /// <summary>Gaussians made, one a lane and clock. Items: clocks.</summary>
    public static ActivityKind Draw { get; } = new(23, "Draw", Generator, "Gaussians made, one a lane and clock. Items: clocks.");

    /// <summary>One layer's weights made, multiplied and accumulated. Items: clocks.</summary>
    public static ActivityKind Multiply { get; } =
        new(24, "Multiply", Elements, "One layer's weights made, multiplied and accumulated. Items: clocks.");

    /// <summary>The sums of a layer activated and handed to the next one. Items: sums.</summary>
    public static ActivityKind HandOver { get; } =
        new(25, "HandOver", Elements, "The sums of a layer activated and handed to the next one. Items: sums.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("elements", Clocking.Edge);

    /// <summary>The accumulators, whichever block they sum: what a layer must wait for until the one before has left them.</summary>
    public static Store Accumulators { get; } =
        new("accumulators", "accumulator bank", StoreScope.Tile, "elements.banks", spec => spec.Part<ElementsSpec>().Banks);

    /// <summary>The sums of a block's columns, in such a bank.</summary>
    public static Store Sums { get; } =
        new("sums", "bank of sums", StoreScope.Block, "elements.banks", spec => spec.Part<ElementsSpec>().Banks);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "elements",
        Summary = "processing elements, their weight memory and Gaussian generator; layers one after another",
        HasClosedForm = true,
        Keys = ElementsKeys.Keys,
        Constants = ElementsKeys.Constants,
        Under = Under,
        Queues = _ => 1,
        TakesWholeLayers = true,
        Refuses = Refuses,
        Units = [WeightMemory, Generator, Elements, Unexplained],
        Activities = [Fetch, Draw, Multiply, HandOver],
        Costs = ElementsCosts.Rules,
        Idles = ElementsCosts.Idles,
        Areas = ElementsCosts.Areas,
    };

    /// <summary>Whether an architecture has it.</summary>
    public static bool IsIn(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Components.Contains(Kind);
    }

    private static (string Key, string Problem)? Refuses(ArchitectureSpec spec)
    {
        ElementsSpec elements = spec.Part<ElementsSpec>();
        return spec.Components.FirstOrDefault(component => component.Name is "crossbar" or "array") is { } other
                ? ("elements.sets", $"components: a tile works with \"elements\" or with \"{other.Name}\", not with both; leave one out")
            : spec.Part<GeneratorSpec>().DrawsOwn && elements.Lanes > ClockedDraws.MostLanes
                ? ("generator.draws", FormattableString.Invariant(
                    $"generator.draws = own simulates a circuit for each of elements.sets x elements.perSet x elements.inputs = {elements.Lanes} lanes; allowed are at most {ClockedDraws.MostLanes}, or generator.draws = shared"))
            : spec.Mapping.Replicas != 1 || !spec.Mapping.TileBudget.IsUnbounded
                ? (spec.Mapping.Replicas != 1 ? "mapping.replicas" : "mapping.tileBudget",
                    "copies of layers are tiles of their own, and processing elements work on all layers in one tile; allowed are "
                    + "mapping.replicas = 1 and mapping.tileBudget = \"none\"")
            : null;
    }

    private static Component Under(ArchitectureSpec spec)
    {
        ElementsSpec elements = spec.Part<ElementsSpec>();
        Picoseconds clock = spec.Clock.Period;
        var cycles = new Quantity(
            "cycles", "ceil(C / (sets x perSet)) x ceil(R / inputs) of the block", work => elements.Cycles(work.Rows, work.Columns));
        Formula multiply = Formula.Each(cycles, new TimeTerm("clock", clock));
        Formula handOver = Formula.Fixed(("handOverClocks", elements.HandOverClocks) * new TimeTerm("clock", clock));
        Formula tally = Formula.Fixed(new TimeTerm("clock", clock));
        return new Component
        {
            Stores = [Accumulators, Sums],
            Steps =
            [
                new Step
                {
                    Name = "multiply",
                    Unit = Unit,
                    Opcodes = [Opcode.Multiply],
                    Occupancy = multiply,
                    Latency = multiply + (("pipelineClocks", elements.PipelineClocks) * new TimeTerm("clock", clock)),
                    Accesses = [ReceiverComponent.Input.Take(ends: Traits.ConsumesInput), Accumulators.Fill(), Sums.Fill()],
                    Activities =
                    [
                        new StepActivity(Fetch, cycles), new StepActivity(Draw, cycles),
                        new StepActivity(Multiply, cycles) { IsMain = true },
                    ],
                },
                new Step
                {
                    Name = "handOver",
                    Unit = Unit,
                    Opcodes = [Opcode.HandOver],
                    Occupancy = handOver,
                    Latency = handOver,
                    Accesses = [Sums.Take(), Accumulators.Take(), ReceiverComponent.Input.Fill(blocksBack: -1)],
                    Activities = [new StepActivity(HandOver, Quantity.Columns)],
                },
                new Step
                {
                    Name = "tally",
                    Unit = VectorComponent.Unit,
                    Opcodes = [Opcode.Tally],
                    Occupancy = tally,
                    Latency = tally,
                    Accesses =
                    [
                        Sums.Take(ends: Traits.LastColumn),
                        Accumulators.Take(ends: Traits.LastColumn),
                        VectorComponent.Statistics.Fill(begins: Traits.First, ends: Traits.Last),
                    ],
                    Activities = [new StepActivity(VectorComponent.Accumulate, Quantity.One)],
                },
            ],
        };
    }
}
