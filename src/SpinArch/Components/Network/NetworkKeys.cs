using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Network;

/// <summary>What can be set of the mesh and its links, and the constants that it rests on.</summary>
internal static class NetworkKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Key.Time("link.hopNs", mayBeZero: false, "From one router to the next.",
            spec => spec.Link.Hop,
            (spec, value) => spec with { Link = spec.Link with { Hop = value } }),
        Key.Time("link.flitNs", mayBeZero: false, "Between flits on one link.",
            spec => spec.Link.Flit,
            (spec, value) => spec with { Link = spec.Link with { Flit = value } }),
        new CountKey("link.flitBits", "bit", 32, 1024, "Bits of a flit: a header of 16 and 16-bit words.",
            (spec, value) => spec with { Link = spec.Link with { FlitBits = value } }, step: 16),
        Key.Resource("link.bufferFlits", "flit", 1, 65536, "Buffer of each router input.",
            spec => spec.Link.BufferFlits,
            (spec, value) => spec with { Link = spec.Link with { BufferFlits = value } }),
        Key.Resource("link.receiveFlits", "flit", 1, 65536, "Receive buffer of each channel, which is also its credits.",
            spec => spec.Link.ReceiveFlits,
            (spec, value) => spec with { Link = spec.Link with { ReceiveFlits = value } }),
        new ExtentKey("mesh.width", "tile", 1024, ["auto"], "Tiles in a row of the mesh; \"auto\" takes the smallest square that fits.",
            (spec, value) => spec with { Mesh = spec.Mesh with { Width = value } }),
        new ExtentKey("mesh.height", "tile", 1024, ["auto"], "Tiles in a column of the mesh, likewise.",
            (spec, value) => spec with { Mesh = spec.Mesh with { Height = value } }),
        new PositionKey("mesh.port", 1023, "The router that the port joins: column, row.",
            (spec, value) => spec with { Mesh = spec.Mesh with { PortX = value.X, PortY = value.Y } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("receiveBuffer.power", "mW", "An access to a receive buffer of 64 entries."),
        new("receiveBuffer.leakage", "mW", "Leakage of a receive buffer of 64 entries."),
        new("receiveBuffer.area", "mm2", "A receive buffer of 64 entries."),
        new("receiveBuffer.entries", "flit", "Entries that the receive buffer's figures hold for.", Positive: true),
        new("router4.power", "mW", "An access to a router with 4 ports."),
        new("router4.leakage", "mW", "Leakage of a router with 4 ports."),
        new("router4.area", "mm2", "A router with 4 ports."),
        new("router4.width", "bit", "Bits of a flit that router and buffer figures hold for.", Positive: true),
        new("router4.bufferFlits", "flit", "Buffer of a router input that the router's figures contain."),
        new("router8.power", "mW", "An access to a router with 8 ports."),
        new("router8.leakage", "mW", "Leakage of a router with 8 ports."),
        new("router8.area", "mm2", "A router with 8 ports."),
    ];
}
