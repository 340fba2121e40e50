using System.Collections.Immutable;

namespace SpinArch.Reports;

/// <summary>What the network says of one input.</summary>
public sealed record PredictionReport
{
    /// <summary>Index of the input.</summary>
    public required int Input { get; init; }

    /// <summary>The right answer, where known.</summary>
    public required int? Label { get; init; }

    /// <summary>Output with the highest mean, the first of equals.</summary>
    public required int Predicted { get; init; }

    /// <summary>Mean of each output over the samples.</summary>
    public required ImmutableArray<double> Mean { get; init; }

    /// <summary>Spread of each output over the samples (population): the uncertainty.</summary>
    public required ImmutableArray<double> StdDev { get; init; }
}
