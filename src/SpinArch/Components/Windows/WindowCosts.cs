using System.Collections.Immutable;
using SpinArch.Components.Writer;
using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Components.Windows;

/// <summary>
/// What window buffers cost: they are eDRAM with its bus and controller, written and read bit by bit of an access's width, and the queue
/// of the gathering unit. The multiplexers that put words in the order of a window have no figure and are not charged. A tile whose program
/// takes no map has no buffer.
/// </summary>
internal static class WindowCosts
{
    private const string QueueMemory = "dataMemory.leakage.256";

    // Bytes of the data memory that an operation queue is scaled from; an operation is as wide as an instruction.
    private const decimal BytesOfQueueMemory = 256;
    private const decimal BytesOfOperation = 8;

    public static ImmutableArray<CostRule> Rules { get; } =
    [
        Words("store", WindowComponent.StoreMap),
        Words("gather", WindowComponent.Gather),
        Words("pool", WindowComponent.Pool),
        Words("merge", WindowComponent.Merge),
        Alu("compare", WindowComponent.Pool, "alu.addPower"),
        Alu("add", WindowComponent.Merge, "alu.addPower"),
        Alu("multiply", WindowComponent.Merge, "alu.multiplyPower"),
    ];

    public static ImmutableArray<CostPoint> Points { get; } =
    [
        CostPoint.Unknown("window.readNs", "edram.accessTime", spec => spec.Part<WindowSpec>().Read),
        CostPoint.UnknownWider("window.width", "edram.width", spec => 16L * spec.Part<WindowSpec>().Width),
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        Idle("memoryIdle", Memories, "edram.leakage"),
        Idle("busIdle", Buffers, "bus.leakage"),
        Idle("controllerIdle", Buffers, "controller.leakage"),
        new IdleRule
        {
            Unit = WindowComponent.Window,
            Action = "queueIdle",
            Devices = Buffers,
            Leakage = new Leakage(QueueMemory) { Times = Queue },
        },
    ];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(WindowComponent.Window, "memory", "edram.area") { Instances = Memories },
        new AreaRule(WindowComponent.Window, "bus", "bus.area") { Instances = Buffers },
        new AreaRule(WindowComponent.Window, "controller", "controller.area") { Instances = Buffers },
        new AreaRule(WindowComponent.Window, "queue", "dataMemory.area.256") { Instances = Buffers, Times = Queue },
    ];

    private static CostRule Words(string action, ActivityKind activity) => new()
    {
        Unit = WindowComponent.Window,
        Action = action,
        Activity = activity,
        Factor = static (in Design _, in TileShape _) => WindowSpec.WordBits,
        Constants = ["edram.power", "edram.accessTime", "edram.width", "bus.power", "controller.power", "peripheral.accessTime"],
        Price = static technology =>
        {
            Quectojoules bit = WriterCosts.FetchBit(technology);
            return (in Design _, in TileShape _) => bit;
        },
    };

    private static CostRule Alu(string action, ActivityKind activity, string power) => new()
    {
        Unit = Vector.VectorComponent.Vector,
        Action = action,
        Activity = activity,
        Constants = [power],
        LawKeys = SharedLaws.ClockedKeys,
        Price = Prices.AccessOf(power, SharedLaws.Clocked),
    };

    private static IdleRule Idle(string action, Count devices, string leakage) =>
        new() { Unit = WindowComponent.Window, Action = action, Devices = devices, Leakage = new Leakage(leakage) };

    private static long Buffers(in Design design, in TileShape tile) => tile.TakesMaps ? 1 : 0;

    private static long Memories(in Design design, in TileShape tile) => !tile.TakesMaps ? 0
        : (long)Math.Ceiling(design.Spec.Part<WindowSpec>().Words * (WindowSpec.WordBits / 8) / design.Spec.Technology["edram.size"].Value);

    private static decimal Queue(in Design design, in TileShape tile) =>
        design.Spec.Sequencer.QueueDepth * BytesOfOperation / BytesOfQueueMemory;
}
