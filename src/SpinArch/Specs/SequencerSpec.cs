namespace SpinArch.Specs;

/// <summary>The in-order sequencer: one instruction a clock into the queues of the units.</summary>
public sealed record SequencerSpec
{
    /// <summary><c>sequencer.queueDepth</c>: operations that wait at each unit.</summary>
    public required int QueueDepth { get; init; }
}
