using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>What one tile runs: its place, its blocks, its channels and its code.</summary>
public sealed record TileProgram
{
    /// <summary>Mesh column.</summary>
    public required int X { get; init; }

    /// <summary>Mesh row.</summary>
    public required int Y { get; init; }

    /// <summary>Monte-Carlo sample of the sample counter's first value.</summary>
    public int FirstSample { get; init; }

    /// <summary>Samples from one value of the sample counter to the next: 1, or the number of copies that share the samples.</summary>
    public int SampleStep { get; init; } = 1;

    /// <summary>The blocks that instructions name; of several on one pair the first is there when the program begins.</summary>
    public required ImmutableArray<LayerBlock> Blocks { get; init; }

    /// <summary>Incoming channels by id.</summary>
    public required ImmutableArray<ReceiveChannel> Receives { get; init; }

    /// <summary>Outgoing channels by id.</summary>
    public required ImmutableArray<SendChannel> Sends { get; init; }

    /// <summary>Ends with halt.</summary>
    public required ImmutableArray<Instruction> Code { get; init; }

    /// <summary>The channel on which a send of a sample goes.</summary>
    /// <param name="send">A <c>send</c> of a verified program.</param>
    /// <param name="sample">The sample; a recorded one may be anything.</param>
    internal int SendChannelOf(in Instruction send, int sample) => send.ChannelAt((sample - FirstSample) / SampleStep, int.MaxValue);
}
