using System.Collections.Immutable;
using SpinArch.Functional;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;

namespace SpinArch.Tests.Functional;

/// <summary>What is left of an inference that was interrupted: the first images, as they would have been.</summary>
public sealed class InterruptionTests
{
    private static readonly ConfigurationCatalog Shipped = ConfigurationCatalog.Shipped();

    private static readonly InferenceRun Run = new()
    {
        Network = NetworkReader.Read(Shipped.ResolveNetwork("all-spin-mnist")),
        Architecture = ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>()).Architecture,
        Data = IdxDataSet.Read(Path.Combine(Shipped.Root, "networks", "mnist-100"), IdxSplit.Test),
        Samples = 2,
    };

    [Theory]
    [InlineData(1, InferenceEffects.All)]
    [InlineData(3, InferenceEffects.All)]
    [InlineData(2, InferenceEffects.None)]
    public void An_interrupted_inference_has_the_first_images_as_they_would_have_been(int threads, InferenceEffects effects)
    {
        InferenceRun run = Run with { Threads = threads, Effects = effects };
        using var source = new CancellationTokenSource();

        InferenceResult cut = run.Execute(done => CancelAt(source, done, 12), source.Token);

        Assert.True(cut.IsPartial);
        Assert.InRange(cut.Predictions.Length, 12, 12 + threads);
        Assert.Equal(100, cut.Requested);
        InferenceResult whole = (run with { Images = cut.Predictions.Length }).Execute();
        Assert.Equal(whole.Predictions.SelectMany(image => image.Mean), cut.Predictions.SelectMany(image => image.Mean));
        Assert.Equal(whole.Predictions.Select(image => image.Label), cut.Predictions.Select(image => image.Label));
    }

    [Fact]
    public void An_interrupted_tradeoff_has_a_point_a_number_of_samples_without_costs()
    {
        using var source = new CancellationTokenSource();

        (IReadOnlyList<SamplePoint> points, InferenceResult inference) = SampleStudy.Measure(Run with { Threads = 1 }, [1, 2],
            done => CancelAt(source, done, 5), source.Token);

        Assert.Equal(5, inference.Predictions.Length);
        Assert.Equal([1, 2], points.Select(point => point.Samples));
        Assert.All(points, point => Assert.Equal((null, null, null), (point.LatencyNs, point.EnergyNj, point.AreaMm2)));
        Assert.Equal(PredictionMeasures.Of((Run with { Images = 5 }).Execute().Predictions).EnsembleAccuracy, points[1].Measures.EnsembleAccuracy);
    }

    [Fact]
    public void An_interrupted_ablation_has_the_steps_that_were_finished()
    {
        using var source = new CancellationTokenSource();

        ImmutableArray<AblationStep> steps = AblationRun.Execute(Run with { Images = 8 }, (step, _, _) => CancelAt(source, step, 3), source.Token);

        Assert.Equal(["ideal", "weights", "sampler"], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(8, step.Images));
    }

    private static void CancelAt(CancellationTokenSource source, int done, int limit)
    {
        if (done == limit)
        {
            source.Cancel();
        }
    }
}
