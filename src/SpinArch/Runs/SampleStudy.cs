using SpinArch.Compilation;
using SpinArch.Functional;
using SpinArch.Networks;
using SpinArch.Reports;

namespace SpinArch.Runs;

/// <summary>
/// What samples buy and cost: one inference for accuracy and uncertainty, and for each number of samples an event-driven run of one image.
/// </summary>
public static class SampleStudy
{
    /// <summary>Measures every number of samples.</summary>
    /// <param name="run">What to infer; its number of samples is replaced by the largest asked for.</param>
    /// <param name="samples">Numbers of samples, ascending. One inference serves all: sample s of an image is the same whatever follows
    /// it.</param>
    /// <param name="progress">Told the number of images inferred, now and then; may be null.</param>
    /// <param name="cancellation">Ends inference and simulation early.</param>
    /// <returns>A point a number, none where no image was finished; and the inference. Where that was cut short, measures are of the images
    /// done.</returns>
    public static (IReadOnlyList<SamplePoint> Points, InferenceResult Inference) Measure(
        InferenceRun run, IReadOnlyList<int> samples, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(samples);
        IReadOnlyList<InferenceResult> results = (run with { Samples = samples[^1] }).ExecuteNested(samples, progress, cancellation);
        return (
            results[^1].Predictions.IsEmpty ? []
                : [.. samples.Select((number, index) => Of(run, number, PredictionMeasures.Of(results[index].Predictions), cancellation))],
            results[^1]);
    }

    private static SamplePoint Of(InferenceRun run, int samples, PredictionMeasures measures, CancellationToken cancellation)
    {
        var point = new SamplePoint { Samples = samples, Measures = measures };
        try
        {
            RunReport report = Simulate(run, samples, cancellation: cancellation);
            return point with
            {
                LatencyNs = report.LatencyNs.FirstInput,
                EnergyNj = report.EnergyNj.Total,
                PaperScopeEnergyNj = report.EnergyNj.PaperScope,
                AreaMm2 = report.AreaMm2.Total,
            };
        }
        catch (OperationCanceledException)
        {
            return point;
        }
    }

    /// <summary>The event-driven run of a data set's first images; what other settings would give is not asked.</summary>
    /// <param name="run">Network, architecture, data and seed.</param>
    /// <param name="samples">Monte-Carlo samples.</param>
    /// <param name="inputs">How many images.</param>
    /// <param name="cancellation">Stops it between two events.</param>
    public static RunReport Simulate(InferenceRun run, int samples, int inputs = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new SimulationJob
        {
            Spec = run.Architecture,
            Program = CompilerPipeline.Compile(run.Network, run.Architecture, samples, inputs, cancellation: cancellation),
            Inputs = new InputSet
            {
                Source = run.Data.Images.Path,
                Images = [.. Enumerable.Range(0, inputs).Select(image => run.Data.Images[image].ToArray())],
                Labels = [.. Enumerable.Range(0, inputs).Select(image => (int)run.Data.Labels[image])],
            },
            Seed = run.Seed,
            IsForetold = false,
        }.Run(cancellation).Report;
    }
}
