using SpinArch.Compilation;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Reports;

/// <summary>What a classification with a number of samples gives and costs: the functional path's accuracy beside the event-driven run's time and energy.</summary>
public sealed record SamplePoint
{
    /// <summary>Monte-Carlo samples a classification.</summary>
    public required int Samples { get; init; }

    /// <summary>Accuracy and uncertainty over the data set, of the first samples of each image.</summary>
    public required PredictionMeasures Measures { get; init; }

    /// <summary>From the first image's arrival to its last result [ns].</summary>
    public required double LatencyNs { get; init; }

    /// <summary>Energy of that classification [nJ], leakage included.</summary>
    public required double EnergyNj { get; init; }

    /// <summary>Of it what the paper's estimate covers [nJ].</summary>
    public required double PaperScopeEnergyNj { get; init; }

    /// <summary>Area of the chip [mm^2]; samples do not change it.</summary>
    public required double AreaMm2 { get; init; }

    /// <summary>Measures every number of samples.</summary>
    /// <param name="run">What to infer; its number of samples is replaced by the largest asked for.</param>
    /// <param name="samples">Numbers of samples, ascending. One inference serves all: sample s of an image is the same whatever follows it.</param>
    /// <param name="progress">Told the number of images inferred, now and then; may be null.</param>
    /// <param name="cancellation">Ends the inference early, and the simulations between two events.</param>
    /// <returns>A point a number, and whether the inference was cut short: then measures are of the images done.</returns>
    public static (IReadOnlyList<SamplePoint> Points, InferenceResult Inference) Measure(
        InferenceRun run, IReadOnlyList<int> samples, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(samples);
        IReadOnlyList<InferenceResult> results = (run with { Samples = samples[^1] }).ExecuteNested(samples, progress, cancellation);
        if (results[^1].IsPartial)
        {
            return ([], results[^1]);
        }

        return (
            [
                .. samples.Select((number, index) =>
                {
                    RunReport report = Simulate(run, number, cancellation);
                    return new SamplePoint
                    {
                        Samples = number,
                        Measures = PredictionMeasures.Of(results[index].Predictions),
                        LatencyNs = report.LatencyNs.FirstInput,
                        EnergyNj = report.EnergyNj.Total,
                        PaperScopeEnergyNj = report.EnergyNj.PaperScope,
                        AreaMm2 = report.AreaMm2.Total,
                    };
                }),
            ],
            results[^1]);
    }

    /// <summary>The event-driven run of a data set's first image.</summary>
    /// <param name="run">Network, architecture, data and seed.</param>
    /// <param name="samples">Monte-Carlo samples.</param>
    /// <param name="cancellation">Stops it between two events.</param>
    public static RunReport Simulate(InferenceRun run, int samples, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        Program program = CompilerPipeline.Compile(run.Network, run.Architecture, samples, 1);
        var inputs = new InputSet { Source = run.Data.Images.Path, Images = [run.Data.Images[0].ToArray()], Labels = [run.Data.Labels[0]] };
        return new SimulationJob { Spec = run.Architecture, Program = program, Inputs = inputs, Seed = run.Seed }.Run(cancellation);
    }
}
