using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Costs;

namespace SpinArch.Components.Sequencer;

/// <summary>
/// What fetching and control cost. The instruction memory is the smallest published one that holds the longest program of the chip, or as
/// many of the largest as do; every tile is built alike.
/// </summary>
internal static class SequencerCosts
{
    private const string WideFactor = "instructionMemory.wideFactor";
    private const string QueueMemory = "dataMemory.leakage.256";

    // Bytes of the data memory that operation queues are scaled from; an operation is as wide as an instruction.
    private const int BytesOfQueueMemory = 256;
    private const int BytesOfOperation = 8;

    private static readonly int[] _sizes = [512, 1024, 2048];

    public static ImmutableArray<CostRule> Rules { get; } =
    [
        .. _sizes.Select(size => new CostRule
        {
            Unit = SequencerComponent.Sequencer,
            Action = "fetch",
            Activity = SequencerComponent.Fetch,
            Factor = (in Design design, in TileShape tile) => Math.Min(1, Memories(in design, size)),
            Constants = [Key("instructionMemory.power", size), WideFactor],
            LawKeys = SharedLaws.ClockedKeys,
            Price = Wide(Key("instructionMemory.power", size)),
        }),
        new CostRule
        {
            Unit = SequencerComponent.Sequencer,
            Action = "control",
            Activity = SequencerComponent.Fetch,
            Constants = ["coreControl.power"],
            LawKeys = SharedLaws.ClockedKeys,
            Price = Prices.AccessOf("coreControl.power", SharedLaws.Clocked),
        },
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        .. _sizes.Select(size => new IdleRule
        {
            Unit = SequencerComponent.Sequencer,
            Action = "memoryIdle",
            Devices = (in Design design, in TileShape _) => Memories(in design, size),
            Leakage = new Leakage(Key("instructionMemory.leakage", size)) { Times = Factor },
        }),
        new IdleRule { Unit = SequencerComponent.Sequencer, Action = "queueIdle", Leakage = new Leakage(QueueMemory) { Times = Queues } },
        new IdleRule { Unit = SequencerComponent.Sequencer, Action = "tileControl", Leakage = new Leakage("tileControl.power") },
    ];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        .. _sizes.Select(size => new AreaRule(SequencerComponent.Sequencer, "instructionMemory", Key("instructionMemory.area", size))
        {
            Instances = (in Design design, in TileShape _) => Memories(in design, size),
            Times = Factor,
        }),
        new AreaRule(SequencerComponent.Sequencer, "queues", "dataMemory.area.256") { Times = Queues },
        new AreaRule(SequencerComponent.Sequencer, "coreControl", "coreControl.area"),
        new AreaRule(SequencerComponent.Sequencer, "tileControl", "tileControl.area"),
    ];

    // A power of an instruction memory, for words of eight bytes.
    private static Func<Specs.TechnologySpec, Price> Wide(string constant) => technology =>
    {
        var power = new PowerConstant(technology, constant, (decimal)technology[WideFactor].Value);
        return (in Design design, in TileShape _) => power.Over(design.Access.Value, design.Laws.Clocked);
    };

    private static decimal Factor(in Design design, in TileShape tile) => design.Laws.InstructionWidth;

    private static decimal Queues(in Design design, in TileShape tile) =>
        (decimal)((long)design.Queues * design.Spec.Sequencer.QueueDepth * BytesOfOperation) / BytesOfQueueMemory;

    private static long Memories(in Design design, int size)
    {
        int held = Math.Max(1, design.LongestCode);
        int own = _sizes[^1];
        for (int index = _sizes.Length - 1; index >= 0 && held <= _sizes[index]; index--)
        {
            own = _sizes[index];
        }

        return own == size ? (held + size - 1) / size : 0;
    }

    private static string Key(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"{name}.{size}");
}
