using SpinArch.Components.Vector;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Sender;

/// <summary>Sends one column's words at a time, a flit a flit time, as credits and the router allow.</summary>
public static class SenderComponent
{
    /// <summary>Sender of a tile; busy time only, its energy is that of links.</summary>
    public static UnitKind Sender { get; } = new(16, "sender");

    /// <summary>Flits injected into the tile's router. Items: flits.</summary>
    public static ActivityKind Inject { get; } =
        new(16, "Inject", Sender, "Flits injected into the tile's router. Items: flits.");

    /// <summary>The unit; an operation keeps its place in the queue until its last flit has left.</summary>
    public static TileUnit Unit { get; } = new("sender", Clocking.Edge) { HoldsSlot = true };

    /// <summary>Credits of the receive buffers at the other end of a channel.</summary>
    public static Store Credits { get; } = new("credit", "credit of outgoing channel", StoreScope.Channel, "link.receiveFlits", spec => spec.Link.ReceiveFlits);

    /// <summary>The input of the tile's router.</summary>
    public static Store RouterInput { get; } = new("router", "slot of its router", StoreScope.Router, "link.bufferFlits", spec => spec.Link.BufferFlits);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "sender",
        Summary = "sender of results and partial sums",
        HasClosedForm = true,
        Under = Under,
        Queues = _ => 1,
        Units = [Sender],
        Activities = [Inject],
    };

    private static Component Under(ArchitectureSpec spec)
    {
        Formula time = Formula.Fixed(new TimeTerm("flit", spec.Link.Flit));
        return new Component
        {
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
                    Activities = [new StepActivity(Inject, Quantity.One)],
                },
            ],
        };
    }
}
