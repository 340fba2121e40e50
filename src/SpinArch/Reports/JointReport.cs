using System.Collections.Immutable;
using SpinArch.Functional;
using SpinArch.Networks;

namespace SpinArch.Reports;

/// <summary>
/// What classifications give beside what one costs: accuracy and uncertainty over labelled images, latency and energy of a
/// classification, area of the chip. <c>run</c> fills it from its own inputs, <c>infer</c> from its data set and an event-driven run of the first image.
/// </summary>
public sealed record JointReport
{
    /// <summary>Different labelled images that accuracy and uncertainty are of: one that a run was given again is not counted again.</summary>
    public required int Images { get; init; }

    /// <summary>Labelled inputs; more than <see cref="Images"/> where a run was given images again.</summary>
    public required int Inputs { get; init; }

    /// <summary>Monte-Carlo samples a classification.</summary>
    public required int Samples { get; init; }

    /// <summary>Accuracy of single sampled networks: mean, and the 95 % interval over them.</summary>
    public required AccuracyInterval Accuracy { get; init; }

    /// <summary>Accuracy of the mean over the samples.</summary>
    public required double EnsembleAccuracy { get; init; }

    /// <summary>Negative log likelihood [nat].</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>Brier score, 0 to 2.</summary>
    public required double Brier { get; init; }

    /// <summary>Expected calibration error.</summary>
    public required double ExpectedCalibrationError { get; init; }

    /// <summary>Mean predictive entropy [nat].</summary>
    public required double PredictiveEntropy { get; init; }

    /// <summary>Mean mutual information [nat].</summary>
    public required double MutualInformation { get; init; }

    /// <summary>From the arrival of an image to its last result [ns].</summary>
    public required double LatencyNs { get; init; }

    /// <summary>Sustained samples a second.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Energy of a classification [nJ], leakage included: the run's over its inputs.</summary>
    public required double EnergyNj { get; init; }

    /// <summary>Of it what the paper's estimate covers [nJ].</summary>
    public required double PaperScopeEnergyNj { get; init; }

    /// <summary>Area of the chip [mm^2].</summary>
    public required double AreaMm2 { get; init; }

    /// <summary>Puts both sides together.</summary>
    /// <param name="measures">Accuracy and uncertainty.</param>
    /// <param name="images">Different images that they are of.</param>
    /// <param name="cost">What a run on the same chip with the same number of samples shows.</param>
    /// <param name="inputs">Labelled inputs, where they are not the images.</param>
    public static JointReport Of(PredictionMeasures measures, int images, ClassificationCost cost, int? inputs = null)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(cost);
        return new JointReport
        {
            Images = images,
            Inputs = inputs ?? images,
            Samples = cost.Samples,
            Accuracy = measures.Accuracy,
            EnsembleAccuracy = measures.EnsembleAccuracy,
            NegativeLogLikelihood = measures.NegativeLogLikelihood,
            Brier = measures.Brier,
            ExpectedCalibrationError = measures.ExpectedCalibrationError,
            PredictiveEntropy = measures.PredictiveEntropy,
            MutualInformation = measures.MutualInformation,
            LatencyNs = cost.LatencyNs,
            SamplesPerSecond = cost.SamplesPerSecond,
            EnergyNj = cost.EnergyNj,
            PaperScopeEnergyNj = cost.PaperScopeEnergyNj,
            AreaMm2 = cost.AreaMm2,
        };
    }

    /// <summary>A run's own: accuracy and uncertainty of its inputs beside its cost; of inputs that are the same image the first.</summary>
    /// <param name="cost">What the run costs an input.</param>
    /// <param name="sampled">The samples of its inputs, one by one.</param>
    /// <param name="inputs">The inputs and their labels. A trace may hold a label that is no output: then there is nothing to
    /// measure.</param>
    /// <returns>Null where there is nothing to measure.</returns>
    internal static JointReport? OfRun(ClassificationCost cost, SampledRun sampled, InputSet inputs)
    {
        FunctionalNetwork network = sampled.Network;
        ImmutableArray<int> labels = inputs.Labels;
        if (labels.Length != sampled.Results.Length || labels.Any(label => label < 0 || label >= network.Outputs))
        {
            return null;
        }

        ImagePrediction[] predictions =
        [
            .. DistinctImages.Of(inputs.Images, labels).Select(input => new ImagePrediction(
                labels[input], cost.Samples, network.Outputs, Array.ConvertAll(sampled.Results[input], code => (double)code),
                    network.OutputScale)),
        ];
        return Of(PredictionMeasures.Of(predictions), predictions.Length, cost, sampled.Results.Length);
    }
}
