using SpinArch.Components.Vector;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Sender;

/// <summary>Sends one column's words at a time, a flit a flit time, as credits and the router allow.</summary>
public static class SenderComponent
{
    /// <summary>The unit; an operation keeps its place in the queue until its last flit has left.</summary>
    public static TileUnit Unit { get; } = new("sender", Clocking.Edge) { HoldsSlot = true };

    /// <summary>Credits of the receive buffers at the other end of a channel.</summary>
    public static Store Credits { get; } = new("credit", "credit of outgoing channel", StoreScope.Channel, "link.receiveFlits", spec => spec.Link.ReceiveFlits);

    /// <summary>The input of the tile's router.</summary>
    public static Store RouterInput { get; } = new("router", "slot of its router", StoreScope.Router, "link.bufferFlits", spec => spec.Link.BufferFlits);

    /// <summary>The component under an architecture.</summary>
    public static Component Of(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Formula time = Formula.Fixed(new TimeTerm("flit", spec.Link.Flit));
        return new Component
        {
            Name = "sender",
            Summary = "sender of results and partial sums",
            Stores = [Credits, RouterInput],
            Steps =
            [
                new Step
                {
                    Name = "send",
                    Unit = Unit,
                    Opcodes = [Opcode.Send],
                    Parts = Parts.Flits,
                    Occupancy = time,
                    Latency = time,
                    Accesses =
                    [
                        VectorComponent.PartialSum.Take(when: Traits.FromPartialSum),
                        VectorComponent.Output.Take(when: Traits.FromOutput),
                        VectorComponent.Statistics.Take(when: Traits.FromStatistics),
                        Credits.Fill(perPart: true),
                        RouterInput.Fill(perPart: true),
                    ],
                    Activities = [new StepActivity(ActivityKind.Inject, Quantity.One)],
                },
            ],
        };
    }
}
