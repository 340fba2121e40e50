using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>One stream from the port into the mesh: a range of the network's inputs for a row block.</summary>
public sealed record PortSend
{
    /// <summary>First network input.</summary>
    public required int RowBase { get; init; }

    /// <summary>How many inputs, one word each.</summary>
    public required int Words { get; init; }

    /// <summary>Tiles that hold the row block.</summary>
    public required ImmutableArray<ChannelDestination> Destinations { get; init; }
}
