using SpinArch.Compilation;
using SpinArch.Configuration;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;

namespace SpinArch.Comparisons;

/// <summary>
/// Architectures side by side: of each the data set is inferred and the classification of its first images simulated event by event.
/// A chip that draws nothing has one sample, since all would be the same.
/// </summary>
public sealed record ComparisonStudy
{
    /// <summary>The labelled images.</summary>
    public required IdxDataSet Data { get; init; }

    /// <summary>What they are called.</summary>
    public required string DataName { get; init; }

    /// <summary>How many of them are inferred, from the first; null for all.</summary>
    public int? Images { get; init; }

    /// <summary>Images that uncertainty should tell from them; null where none are asked for.</summary>
    public IdxDataSet? OtherData { get; init; }

    /// <summary>What those are called.</summary>
    public string? OtherName { get; init; }

    /// <summary>Monte-Carlo samples of an image.</summary>
    public int Samples { get; init; } = 10;

    /// <summary>Inputs of each simulation: with several, rates are sustained ones.</summary>
    public int Inputs { get; init; } = 4;

    /// <summary>Key of all draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads of inference; 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>What all are given alike.</summary>
    public IsoAim Aim { get; init; } = new();

    /// <summary>The row of one architecture.</summary>
    /// <param name="chip">The architecture and its network.</param>
    /// <param name="progress">Told the number of images inferred, from any thread; may be null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">The network does not fit the architecture or the data, or what is wanted cannot be had.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ComparisonRow Measure(ComparedChip chip, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(chip);
        ArchitectureSpec spec = Filled(chip);
        var run = new InferenceRun
        {
            Network = chip.Network,
            Architecture = spec,
            Data = Data,
            DataName = DataName,
            Images = Images,
            Samples = Samples,
            Seed = Seed,
            Threads = Threads,
        };
        int[] sizes = Aim.EnsembleAccuracy is null ? [.. new[] { 1, Samples }.Distinct()] : [.. Enumerable.Range(1, Samples)];
        IReadOnlyList<InferenceResult> results = run.ExecuteNested(sizes, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        InferenceResult known = Aim.EnsembleAccuracy is { } wanted ? Reaching(results, wanted) : DrawsNothing(results[^1]) ? results[0]
            : results[^1];
        run = run with { Samples = known.Predictions[0].SampleIsRight.Length };
        double? auroc = OtherData is null ? null : Told(run, known, cancellation);
        RunReport report = SampleStudy.Simulate(run, run.Samples, Math.Min(Inputs, Data.Count), cancellation);
        return RowOf(run, PredictionMeasures.Of(known.Predictions), auroc, report);
    }

    // As many copies of layers as the area holds.
    private ArchitectureSpec Filled(ComparedChip chip)
    {
        ArchitectureSpec spec = chip.Configuration.Architecture;
        if (Aim.AreaMm2 is not { } area)
        {
            return spec;
        }

        (double own, int tiles) = Size(spec);
        if (own > area)
        {
            throw new InputException(spec.Name,
                FormattableString.Invariant($"one copy of {chip.Network.Name} takes {own:0.0} mm2 of {area:0.0}"));
        }

        // Each tile more takes area, so halving finds the most.
        ArchitectureSpec best = spec;
        (int low, int high) = (tiles, (int)Math.Min(int.MaxValue / 2, Math.Ceiling(tiles * area / own)));
        while (low < high)
        {
            int middle = low + ((high - low + 1) / 2);
            ArchitectureSpec copied = KeyTable.Find("mapping.tileBudget")!.Apply(spec, FormattableString.Invariant($"{middle}"));
            if (Size(copied).Area <= area)
            {
                (low, best) = (middle, copied);
            }
            else
            {
                high = middle - 1;
            }
        }

        return best;

        (double Area, int Tiles) Size(ArchitectureSpec sized)
        {
            Program program = CompilerPipeline.Compile(chip.Network, sized, Samples, 1);
            return (AreaModel.Of(sized, program).TotalMm2, program.Tiles.Length);
        }
    }

    // Whether the samples of every image are the same.
    private static bool DrawsNothing(InferenceResult result) =>
        result.Predictions.All(image => image.StdDev.All(deviation => deviation == 0));

    private static InferenceResult Reaching(IReadOnlyList<InferenceResult> results, double wanted) =>
        results.FirstOrDefault(result => result.Predictions.Count(image => image.IsRight) >= wanted * result.Predictions.Length)
        ?? throw new InputException(results[0].Run.Architecture.Name, FormattableString.Invariant(
            $"reaches {100.0 * results.Max(result => result.Predictions.Count(image => image.IsRight)) / results[0].Predictions.Length:0.00} % with up to {results.Count} samples, {100 * wanted:0.00} % is wanted"));

    private double Told(InferenceRun run, InferenceResult known, CancellationToken cancellation)
    {
        int images = known.Predictions.Length;
        InferenceRun other = run with { Data = OtherData!, Images = Math.Min(OtherData!.Count, images), FirstInput = images };
        InferenceResult told = other.Execute(null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return OutOfDistribution.Of(OtherName!, known.Predictions, told.Predictions).PredictiveEntropy.Value;
    }

    private static ComparisonRow RowOf(InferenceRun run, PredictionMeasures measures, double? auroc, RunReport report)
    {
        EnergyReport energy = report.EnergyNj;
        double inputs = report.Inputs;
        return new ComparisonRow
        {
            Architecture = run.Architecture.Name,
            Network = run.Network.Name,
            Samples = run.Samples,
            Accuracy = measures.Accuracy.Mean,
            EnsembleAccuracy = measures.EnsembleAccuracy,
            NegativeLogLikelihood = measures.NegativeLogLikelihood,
            CalibrationError = measures.ExpectedCalibrationError,
            Auroc = auroc,
            LatencyNs = report.LatencyNs.FirstInput,
            SamplesPerSecond = report.Throughput.SamplesPerSecond,
            InputsPerSecond = report.Throughput.InputsPerSecond,
            EnergyNj = energy.Total / inputs,
            DynamicNj = energy.Dynamic / inputs,
            LeakageNj = energy.Leakage / inputs,
            PaperScopeNj = energy.PaperScope / inputs,
            EnergyDelayNjUs = energy.Total / inputs * report.LatencyNs.FirstInput / 1000,
            AreaMm2 = report.AreaMm2.Total,
            AreaLacks =
            [
                .. report.AreaMm2.Terms.Where(term => term is { EachMm2: 0, Instances: > 0 }).Select(term => term.Unit)
                    .Distinct(StringComparer.Ordinal),
            ],
            PowerMw = report.PowerMw.Mean,
            RandomBitsPerSample = report.RandomBitsPerSample,
            LimitedBy = report.Throughput.LimitedBy?.InWords() ?? "",
            AssumedShare = energy.Assumed / energy.Total,
            Published = PublishedBeside.Of(run, measures, report),
        };
    }
}
