using SpinArch.Components.Crossbar;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Writer;

/// <summary>Writes one block at a time onto a crossbar pair that it shares with others, word line after word line; other pairs are read meanwhile.</summary>
public static class WriterComponent
{
    /// <summary>Writer of a tile whose crossbar pairs hold several blocks in turn, and the memory of their levels.</summary>
    public static UnitKind Writer { get; } = new(17, "writer") { Times = ["write"] };

    /// <summary>
    /// A block onto its crossbar pair. Items: word lines; quanta: cells written; drive: bits fetched from the level memory.
    /// </summary>
    public static ActivityKind Write { get; } =
        new(20, "Write", Writer,
            "A block onto its crossbar pair. Items: word lines; quanta: cells written; drive: bits fetched from the level memory.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("writer", Clocking.SelfTimed);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "writer",
        Summary = "writer of blocks that share crossbar pairs, and the memory of their levels",
        HasClosedForm = true,
        Keys = WriterKeys.Keys,
        Constants = WriterKeys.Constants,
        Under = Under,
        Queues = spec => spec.Crossbar.IsRewritten ? 1 : 0,
        Units = [Writer],
        Activities = [Write],
        Costs = WriterCosts.Rules,
        Points = WriterCosts.Points,
        Idles = WriterCosts.Idles,
        Areas = WriterCosts.Areas,
    };

    private static Component Under(ArchitectureSpec spec)
    {
        Formula time = Formula.Each(Quantity.Rows, new TimeTerm("rowWrite", spec.Crossbar.RowWrite));
        return new Component
        {
            Steps =
            [
                new Step
                {
                    Name = "write",
                    Unit = Unit,
                    Opcodes = [Opcode.Write],
                    Occupancy = time,
                    Latency = time,
                    Accesses = [CrossbarComponent.Content.Replace()],
                    Activities = [new StepActivity(Write, Quantity.Rows) { Quanta = "cells written; bits fetched from the level memory" }],
                },
            ],
        };
    }
}
