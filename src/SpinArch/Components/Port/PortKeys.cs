using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Port;

/// <summary>What can be set of the port, and the constants that it rests on.</summary>
internal static class PortKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
        [];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("offChip.power", "mW", "Off-chip link (HyperTransport)."),
        new("offChip.packetTime", "ns", "A packet over the off-chip link."),
        new("offChip.packetWords", "1", "16-bit words of a packet.", Positive: true),
        new("offChip.area", "mm2", "Off-chip link."),
    ];
}
