using SpinArch.Traces;

namespace SpinArch.Tiles;

/// <summary>What a part of a step reports, at its start and for its occupancy.</summary>
/// <param name="Kind">What it says was done.</param>
/// <param name="Items">What it counts.</param>
public sealed record StepActivity(ActivityKind Kind, Quantity Items)
{
    /// <summary>Operations that report it.</summary>
    public Traits When { get; init; }

    /// <summary>What it is instead where the vector is one that is driven already; null where that makes no difference.</summary>
    public ActivityKind? Again { get; init; }

    /// <summary>What its quanta and drive mean; empty where it has none.</summary>
    public string Quanta { get; init; } = "";

    /// <summary>Whether it stands for the part, of several that every operation reports.</summary>
    public bool IsMain { get; init; }

    /// <summary>Whether an operation with these traits reports it.</summary>
    public bool Applies(Traits traits) => (traits & When) == When;
}
