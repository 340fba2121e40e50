using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>Where the words of one outgoing channel go; several destinations are one multicast.</summary>
public sealed record SendChannel
{
    /// <summary>At least one.</summary>
    public required ImmutableArray<ChannelDestination> Destinations { get; init; }
}
