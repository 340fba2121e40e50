using System.Collections.Immutable;
using SpinArch.Components.Arrays;
using SpinArch.Components.Receiver;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Vector;

/// <summary>The vector unit and the latches of every column: sums, activations, running statistics, one operation at a time.</summary>
public static class VectorComponent
{
    /// <summary>Vector unit.</summary>
    public static UnitKind Vector { get; } = new(11, "vector");

    /// <summary>Partial sums added. Items: words read.</summary>
    public static ActivityKind Add { get; } =
        new(11, "Add", Vector, "Partial sums added. Items: words read.");

    /// <summary>One activation. Items: words read.</summary>
    public static ActivityKind Activate { get; } =
        new(12, "Activate", Vector, "One activation. Items: words read.");

    /// <summary>Running sum and sum of squares. Items: words read.</summary>
    public static ActivityKind Accumulate { get; } =
        new(13, "Accumulate", Vector, "Running sum and sum of squares. Items: words read.");

    /// <summary>Partial-sum words taken from receive buffers. Items: words.</summary>
    public static ActivityKind ReceiveWord { get; } =
        new(15, "ReceiveWord", ReceiverComponent.Receiver,
            "Partial-sum words taken from receive buffers. Items: words.")
        { Track = "vectorReceive" };

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("vector", Clocking.Edge);

    /// <summary>The converted sigma of a column, or the state of its spin neuron; there is none where weights have no sigma.</summary>
    public static Store SigmaLatch { get; } = Latch("sigmaLatch", "sigma latch");

    /// <summary>The converted mean of a column; where weights have no sigma, the state of its spin neuron too.</summary>
    public static Store MeanLatch { get; } = Latch("meanLatch", "mean latch");

    /// <summary>The partial sum of a column.</summary>
    public static Store PartialSum { get; } = Latch("partialSum", "partial-sum latch");

    /// <summary>The activation of a column.</summary>
    public static Store Output { get; } = Latch("output", "output latch");

    /// <summary>Running sum and sum of squares of a column.</summary>
    public static Store Statistics { get; } = Latch("statistics", "statistics bank");

    /// <summary>Words that an operation reads: one or two latches, the partial sum of the block before, words of other tiles.</summary>
    public static Quantity Operands { get; } = new(
        "words read",
        "latched words of the operand (mean and sigma are two), the partial sum carried over, words of other tiles",
        work => (work.Has(Traits.FromLatches | Traits.Digital) ? 2 : 1) + (work.Has(Traits.Carry) ? 1 : 0) + work.Words);

    /// <summary>The same where weights have no sigma: of latched words there is one.</summary>
    public static Quantity OperandsOfMean { get; } = new(
        "words read",
        "the latched word of the operand, the partial sum carried over, words of other tiles",
        work => 1 + (work.Has(Traits.Carry) ? 1 : 0) + work.Words);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "vector",
        Summary = "vector unit and latches",
        HasClosedForm = true,
        Keys = VectorKeys.Keys,
        Constants = VectorKeys.Constants,
        Under = Under,
        Queues = _ => 1,
        Units = [Vector],
        Activities = [Add, Activate, Accumulate, ReceiveWord],
        Costs = VectorCosts.Rules,
        Idles = VectorCosts.Idles,
        Areas = VectorCosts.Areas,
    };

    private static Component Under(ArchitectureSpec spec)
    {
        Quantity operands = spec.HasSigma ? Operands : OperandsOfMean;
        Formula time = Formula.Passes(operands, ("vector.width", Extent.Of(spec.Vector.Width)), new TimeTerm("clock", spec.Clock.Period));
        return new Component
        {
            Stores =
            [
                .. spec.ReadsWhole ? Array.Empty<Store>() : spec.HasSigma ? [SigmaLatch, MeanLatch] : [MeanLatch],
                PartialSum, Output, Statistics,
            ],
            Steps =
            [
                Compute("add", [Opcode.Add, Opcode.ReceiveAdd], Add, PartialSum.Fill()),
                Compute("activate", [Opcode.Activate], Activate, Output.Fill()),
                Compute("accumulate", [Opcode.Accumulate], Accumulate, Statistics.Fill(begins: Traits.First, ends: Traits.Last)),
            ],
        };

        Step Compute(string name, ImmutableArray<Opcode> opcodes, ActivityKind kind, Access result) => new()
        {
            Name = name,
            Unit = Unit,
            Opcodes = opcodes,
            Occupancy = time,
            Latency = time,
            Accesses =
            [
                .. spec.ReadsWhole ? new[] { ArrayComponent.Codes.Take(when: Traits.FromLatches, ends: Traits.LastColumn) }
                    : spec.HasSigma ? [SigmaLatch.Take(when: Traits.FromLatches),
                        MeanLatch.Take(when: Traits.FromLatches | Traits.Digital, ends: Traits.Mean)]
                    : [MeanLatch.Take(when: Traits.FromLatches)],
                PartialSum.Take(when: Traits.Carry, blocksBack: 1),
                PartialSum.Take(when: Traits.FromPartialSum),
                Output.Take(when: Traits.FromOutput),
                ReceiverComponent.Incoming.Take(when: Traits.Messages),
                result,
            ],
            Activities = [new StepActivity(ReceiveWord, Quantity.Words) { When = Traits.Messages }, new StepActivity(kind, operands)],
        };
    }

    private static Store Latch(string name, string label) => new(name, label, StoreScope.Column, "latch.banks", spec => spec.Latch.Banks);
}
