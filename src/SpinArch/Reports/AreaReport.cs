using System.Collections.Immutable;

namespace SpinArch.Reports;

/// <summary>Area of the chip [mm2].</summary>
public sealed record AreaReport
{
    /// <summary>All parts.</summary>
    public required double Total { get; init; }

    /// <summary>Parts whose figure is an assumption.</summary>
    public required double Assumed { get; init; }

    /// <summary>Part by part.</summary>
    public required ImmutableArray<AreaTermReport> Terms { get; init; }
}
