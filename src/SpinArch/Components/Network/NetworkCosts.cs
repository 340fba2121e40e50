using System.Collections.Immutable;
using SpinArch.Components.Receiver;
using SpinArch.Components.Sender;
using SpinArch.Components.Vector;
using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Components.Network;

/// <summary>
/// What the network costs. An access costs the same however long a flit takes; a flit that is faster or wider than published costs more
/// (<see cref="CostLaws"/>).
/// </summary>
internal static class NetworkCosts
{
    public static ImmutableArray<CostRule> Rules { get; } =
    [
        new CostRule
        {
            Unit = NetworkComponent.Link,
            Action = "hop",
            Activity = NetworkComponent.Hop,
            Constants = ["router4.power"],
            LawKeys = FlitKeys,
            Price = Prices.AccessOf("router4.power", Flit),
        },
        Buffer("inject", SenderComponent.Inject, Flit, FlitKeys),
        Buffer("receive", ReceiverComponent.ReceiveVector, Received, ReceivedKeys),
        Buffer("receive", VectorComponent.ReceiveWord, Received, ReceivedKeys),
    ];

    public static ImmutableArray<CostPoint> Points { get; } =
    [
        CostPoint.Faster("link.flitNs", "peripheral.clock", spec => spec.Link.Flit, spec => CostLaws.Of(spec).Linked,
            "energy of hops and sends"),
        CostPoint.Faster("link.hopNs", "peripheral.clock", spec => spec.Link.Hop, spec => CostLaws.Of(spec).Linked,
            "energy of hops and sends"),
        CostPoint.Beyond("link.flitBits", "router4.width", spec => spec.Link.FlitBits, spec => CostLaws.Of(spec).FlitWidth,
            "energy of a flit, area of routers and buffers"),
        CostPoint.Beyond("link.receiveFlits", "receiveBuffer.entries", spec => spec.Link.ReceiveFlits,
            spec => CostLaws.Of(spec).Buffer / CostLaws.Of(spec).FlitWidth, "area and leakage of a channel's buffer"),
        CostPoint.Beyond("link.bufferFlits", "router4.bufferFlits", spec => spec.Link.BufferFlits, spec => CostLaws.Of(spec).InputBuffers,
            "receive buffers added to each router", sign: ""),
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        Idle("routerIdle", Place.Router, "router4.leakage", static (in Design design, in TileShape _) => design.Laws.FlitWidth),
        Idle("bufferIdle", Place.Channel, "receiveBuffer.leakage", static (in Design design, in TileShape _) => design.Laws.Buffer),
        Idle("inputBufferIdle", Place.Router, "receiveBuffer.leakage", InputBuffers) with { Devices = Buffered },
    ];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(NetworkComponent.Link, "receiveBuffer", "receiveBuffer.area")
        {
            Place = Place.Channel,
            Times = static (in Design design, in TileShape _) => design.Laws.Buffer,
            LawKeys = static (in Design design, in TileShape tile) =>
                design.Laws.Buffer == 1 ? [] : ["receiveBuffer.entries", .. WidthKeys(in design, in tile)],
        },
        new AreaRule(NetworkComponent.Link, "router", "router4.area")
        {
            Place = Place.Router,
            Times = static (in Design design, in TileShape _) => design.Laws.FlitWidth,
            LawKeys = WidthKeys,
        },
        new AreaRule(NetworkComponent.Link, "inputBuffer", "receiveBuffer.area")
        {
            Place = Place.Router,
            Instances = Buffered,
            Times = InputBuffers,
            LawKeys = static (in Design _, in TileShape _) => ["router4.bufferFlits"],
        },
    ];

    private static CostRule Buffer(string action, ActivityKind activity, Law law, LawKeys keys) => new()
    {
        Unit = NetworkComponent.Link,
        Action = action,
        Activity = activity,
        Constants = ["receiveBuffer.power"],
        LawKeys = keys,
        Price = Prices.AccessOf("receiveBuffer.power", law),
    };

    private static IdleRule Idle(string action, Place place, string leakage, Law times) =>
        new() { Unit = NetworkComponent.Link, Action = action, Place = place, Leakage = new Leakage(leakage) { Times = times } };

    private static decimal Flit(in Design design, in TileShape tile) => design.Laws.Linked * design.Laws.FlitWidth;

    private static decimal Received(in Design design, in TileShape tile) => design.Laws.Received;

    private static decimal InputBuffers(in Design design, in TileShape tile) => design.Laws.InputBuffers;

    private static long Buffered(in Design design, in TileShape tile) => design.Laws.InputBuffers > 0 ? 1 : 0;

    private static string[] FlitKeys(in Design design, in TileShape tile) =>
        [.. design.Laws.Linked == 1 ? Array.Empty<string>() : ["peripheral.speedExponent"], .. WidthKeys(in design, in tile)];

    private static string[] WidthKeys(in Design design, in TileShape tile) => design.Laws.FlitWidth == 1 ? [] : ["router4.width"];

    private static string[] ReceivedKeys(in Design design, in TileShape tile) =>
    [
        .. SharedLaws.ClockedKeys(in design, in tile),
        .. design.Laws.Buffer == design.Laws.FlitWidth ? Array.Empty<string>() : ["receiveBuffer.entries"],
    ];
}
