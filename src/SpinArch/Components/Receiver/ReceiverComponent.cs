using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Receiver;

/// <summary>Moves input vectors out of the receive buffers into input banks, what has arrived at a time, and the receive buffers themselves.</summary>
public static class ReceiverComponent
{
    /// <summary>Receiver of a tile; busy time only, its energy is that of links and registers.</summary>
    public static UnitKind Receiver { get; } = new(15, "receiver");

    /// <summary>Words of an input vector written into an input bank. Items: words.</summary>
    public static ActivityKind ReceiveVector { get; } =
        new(14, "ReceiveVector", Receiver, "Words of an input vector written into an input bank. Items: words.");

    /// <summary>The unit; an operation keeps its place in the queue until the whole vector is there.</summary>
    public static TileUnit Unit { get; } = new("receiver", Clocking.Edge) { HoldsSlot = true };

    /// <summary>One input vector x.</summary>
    public static Store Input { get; } = new("input", "input bank", StoreScope.Block, "input.banks", spec => spec.Input.Banks);

    /// <summary>What has arrived on a channel.</summary>
    public static Store Incoming { get; } = new("incoming", "word on incoming channel", StoreScope.Channel, "link.receiveFlits", spec => spec.Link.ReceiveFlits);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "receiver",
        Summary = "receive buffers and input registers",
        HasClosedForm = true,
        Keys = ReceiverKeys.Keys,
        Constants = ReceiverKeys.Constants,
        Under = Under,
        Queues = _ => 1,
        Units = [Receiver],
        Activities = [ReceiveVector],
    };

    private static Component Under(ArchitectureSpec spec)
    {
        Formula time = Formula.Passes(Quantity.Words, ("vector.width", Extent.Of(spec.Vector.Width)), new TimeTerm("clock", spec.Clock.Period));
        return new Component
        {
            Stores = [Incoming, Input],
            Steps =
            [
                new Step
                {
                    Name = "receive",
                    Unit = Unit,
                    Opcodes = [Opcode.Receive],
                    Parts = Parts.Batches,
                    Occupancy = time,
                    Latency = time,
                    Accesses = [Input.Fill(), Incoming.Take(perPart: true)],
                    Activities = [new StepActivity(ReceiveVector, Quantity.Words)],
                },
            ],
        };
    }
}
