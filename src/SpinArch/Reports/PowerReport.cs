namespace SpinArch.Reports;

/// <summary>Power of the chip [mW].</summary>
public sealed record PowerReport
{
    /// <summary>Total energy over the run.</summary>
    public required double Mean { get; init; }

    /// <summary>Highest of any bin, and of the last bin's width of the run.</summary>
    public required double Peak { get; init; }

    /// <summary>Width of those bins [ns]; wider where a run is long.</summary>
    public required double BinNs { get; init; }
}
