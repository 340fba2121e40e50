using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Tiles;

/// <summary>
/// What a unit does for an instruction: it starts when the unit is free and every access allows it, keeps the unit for its occupancy, at the
/// end of which what it takes is empty, and has its result after its latency, when what it fills is full.
/// </summary>
public sealed record Step
{
    /// <summary>One word: <c>fill</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The unit that does it.</summary>
    public required TileUnit Unit { get; init; }

    /// <summary>Instructions that post it.</summary>
    public required ImmutableArray<Opcode> Opcodes { get; init; }

    /// <summary>How long a part keeps the unit.</summary>
    public required Formula Occupancy { get; init; }

    /// <summary>When the result of a part is there.</summary>
    public required Formula Latency { get; init; }

    /// <summary>What names in its formulas stand for, as the documentation writes it; empty where they are keys and quantities.</summary>
    public string Where { get; init; } = "";

    /// <summary>How an operation is cut.</summary>
    public Parts Parts { get; init; } = Parts.One;

    /// <summary>Stores that it uses, in the order in which it looks at them.</summary>
    public required ImmutableArray<Access> Accesses { get; init; }

    /// <summary>What a part reports, in this order.</summary>
    public required ImmutableArray<StepActivity> Activities { get; init; }

    /// <summary>The times that its occupancy and its latency are sums of multiples of.</summary>
    public IEnumerable<Picoseconds> Delays => [.. Occupancy.Parts, .. Latency.Parts];

    /// <summary>The activity that stands for a part where one is asked for: the one that says so, or the only one that every operation reports.</summary>
    public ActivityKind Main => (Activities.FirstOrDefault(activity => activity.IsMain) ?? Activities.Single(activity => activity.When == Traits.None)).Kind;
}
