namespace SpinArch.Traces;

/// <summary>
/// What a unit did, known by its instance. The component whose unit it is declares it; energies, utilisation and traces are all derived
/// from activities.
/// </summary>
/// <param name="number">Its index in sums, from 0 to 255; no two kinds have the same.</param>
/// <param name="name">One word, as traces spell it.</param>
/// <param name="unit">The unit that it keeps busy.</param>
/// <param name="summary">What was done, and what its items count.</param>
public sealed class ActivityKind(byte number, string name, UnitKind unit, string summary) : IComparable<ActivityKind>
{
    /// <summary>Its index in sums.</summary>
    public int Number { get; } = number;

    /// <summary>One word.</summary>
    public string Name { get; } = name;

    /// <summary>The unit that it keeps busy.</summary>
    public UnitKind Unit { get; } = unit;

    /// <summary>What was done, and what its items count.</summary>
    public string Summary { get; } = summary;

    /// <summary>Where it happens.</summary>
    public Place Place { get; init; } = Place.Tile;

    /// <summary>
    /// The row of a trace that it has for itself, where it overlaps with others of its unit; null where it has its unit's.
    /// </summary>
    public string? Track { get; init; }

    /// <inheritdoc/>
    public int CompareTo(ActivityKind? other) => Number.CompareTo(other?.Number ?? -1);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
