namespace SpinArch.Reports;

/// <summary>A phase of the run.</summary>
public sealed record PhaseReport
{
    /// <summary><c>fill</c>, <c>steady</c> or <c>drain</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it starts [ns].</summary>
    public required double StartNs { get; init; }

    /// <summary>When it ends [ns].</summary>
    public required double EndNs { get; init; }

    /// <summary>How many units were busy over it, on average; DACs, sample-and-hold and neurons not counted, for they follow the crossbars.</summary>
    public required double BusyUnits { get; init; }

    /// <summary>Mean power over it [mW], to within the bins of the power profile.</summary>
    public required double PowerMw { get; init; }
}
