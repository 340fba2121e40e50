using SpinArch.Components.Crossbar;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Writer;

/// <summary>Writes one block at a time onto a crossbar pair that it shares with others, word line after word line; other pairs are read meanwhile.</summary>
public static class WriterComponent
{
    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("writer", Clocking.SelfTimed);

    /// <summary>The component under an architecture.</summary>
    public static Component Of(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Formula time = Formula.Each(Quantity.Rows, new TimeTerm("rowWrite", spec.Crossbar.RowWrite));
        return new Component
        {
            Name = "writer",
            Summary = "writer of blocks that share crossbar pairs, and the memory of their levels",
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
                    Activities = [new StepActivity(ActivityKind.Write, Quantity.Rows) { Quanta = "cells written; bits fetched from the level memory" }],
                },
            ],
        };
    }
}
