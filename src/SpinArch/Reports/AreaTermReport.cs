namespace SpinArch.Reports;

/// <summary>One part of the area.</summary>
public sealed record AreaTermReport
{
    /// <summary>The unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The part.</summary>
    public required string Part { get; init; }

    /// <summary>How many.</summary>
    public required long Instances { get; init; }

    /// <summary>Area of one [mm2].</summary>
    public required double EachMm2 { get; init; }

    /// <summary>Area of all [mm2].</summary>
    public required double TotalMm2 { get; init; }

    /// <summary>Where the figure stands.</summary>
    public required string Source { get; init; }

    /// <summary>Whether it is an assumption.</summary>
    public required bool Assumption { get; init; }
}
