using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>One row of an area account.</summary>
public sealed record AreaTerm
{
    /// <summary>The unit.</summary>
    public required UnitKind Unit { get; init; }

    /// <summary>The part of the unit.</summary>
    public required string Part { get; init; }

    /// <summary>How many on the chip.</summary>
    public required long Instances { get; init; }

    /// <summary>Area of one [mm2].</summary>
    public required double EachMm2 { get; init; }

    /// <summary>Where the figure stands.</summary>
    public required string Source { get; init; }

    /// <summary>Whether it is an assumption.</summary>
    public required bool Assumption { get; init; }

    /// <summary>Area of all [mm2].</summary>
    public double TotalMm2 => (double)((decimal)EachMm2 * Instances);
}
