using SpinArch.Functional;

namespace SpinArch.Reports;

/// <summary>
/// What a classification with a number of samples gives and costs: the functional path's accuracy beside the event-driven run's time and
/// energy.
/// </summary>
public sealed record SamplePoint
{
    /// <summary>Monte-Carlo samples a classification.</summary>
    public required int Samples { get; init; }

    /// <summary>Accuracy and uncertainty over the data set, of the first samples of each image.</summary>
    public required PredictionMeasures Measures { get; init; }

    /// <summary>
    /// From the first image's arrival to its last result [ns]; null where the run was interrupted before it was simulated.
    /// </summary>
    public double? LatencyNs { get; init; }

    /// <summary>Energy of that classification [nJ], leakage included; null likewise.</summary>
    public double? EnergyNj { get; init; }

    /// <summary>Of it what the paper's estimate covers [nJ]; null likewise.</summary>
    public double? PaperScopeEnergyNj { get; init; }

    /// <summary>Area of the chip [mm^2]; samples do not change it. Null likewise.</summary>
    public double? AreaMm2 { get; init; }
}
