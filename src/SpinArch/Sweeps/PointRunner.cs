using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Compilation;
using SpinArch.Components.Crossbar;
using SpinArch.Configuration;
using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>Estimates and simulates single points. Policy: whatever goes wrong in a point is a label on its row and nothing else.</summary>
internal sealed class PointRunner : IDisposable
{
    private const int LongestReason = 300;

    private readonly SweepFile file;
    private readonly Dictionary<string, NetworkGraph> graphs;
    private readonly Dictionary<string, string> technologies;
    private readonly IdxDataSet? data;
    private readonly ArchitectureStack architecture;

    // An estimator keeps layouts for points that share one, and is for one thread.
    private readonly ThreadLocal<Dictionary<string, NetworkEstimator>> estimators = new(() => new(StringComparer.Ordinal));

    public PointRunner(SweepFile file)
    {
        this.file = file;
        architecture = ArchitectureLoader.Open(file.Architecture);
        ConfigurationCatalog catalog = ConfigurationCatalog.Shipped();
        graphs = file.Networks.ToDictionary(
            name => name, name => Load(catalog.ResolveNetwork(SweepFile.Located(file.Place, "network", name, catalog.Networks))), StringComparer.Ordinal);
        technologies = file.Technologies.Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => SweepFile.Located(file.Place, "knobs: technology", name, catalog.Technologies), StringComparer.Ordinal);
        data = graphs.Values.Any(graph => graph.HasWeights) ? IdxDataSet.Read(Images, IdxSplit.Test) : null;
    }

    /// <summary>The folder of the images that points are run with, and inferred for accuracy.</summary>
    public static string Images => Path.Combine(ConfigurationCatalog.Shipped().Root, "networks", DefaultNames.Shipped().Images);

    /// <summary>What the results will be of: everything that was read, part by part, and the program.</summary>
    public ImmutableArray<SweepPart> Parts()
    {
        IEnumerable<string[]> settings = technologies.Values.Select(technology => new[] { Technology(technology) }).DefaultIfEmpty([]);
        return
        [
            new SweepPart("sweep file", file.Hash),
            new SweepPart("program version", ProgramVersion.Current),
            new SweepPart("architecture or technology", SweepPart.HashOf(settings.Select(more => architecture.With([.. file.Settings, .. more])).Select(all => new { all.Values, all.Constants }))),
            .. data is null ? ImmutableArray<SweepPart>.Empty : [new SweepPart("data set", SweepPart.HashOf(new { Pixels = data.Images.Pixels.ToArray(), Labels = Enumerable.Range(0, data.Count).Select(image => data.Labels[image]) }))],
            .. file.Physics is { } physics
                ? ImmutableArray.Create(new SweepPart("device",
                SweepPart.HashOf(physics.Device.Values.Values.Select(value => new { value.Key.Name, value.Value })))) : [],
            .. file.Networks.Select(name => new SweepPart($"network '{name}' (its file, weights or calibration)", SweepPart.HashOf(graphs[name] with { Place = "" }))),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => estimators.Dispose();

    /// <summary>The row of a point with its estimate alone: <c>screened</c>, or why it cannot be estimated.</summary>
    public PointRow Estimate(SweepPoint point)
    {
        var row = new PointRow { Point = point.Index, Status = "screened", Reason = "the screen keeps better ones" };
        return Labelled(row, () =>
        {
            ArchitectureSpec spec = SpecOf(point, out int samples, out int inputs);
            PointEstimate estimate = EstimatorOf(point.Network).Estimate(spec, samples, inputs);
            return row with
            {
                EstLatencyNs = estimate.Total.Nanoseconds,
                EstSamplesPerSecond = estimate.SamplesPerSecond,
                EstEnergyNj = estimate.Energy.Nanojoules,
                EstAreaMm2 = estimate.AreaMm2,
                EstTiles = estimate.Tiles,
                EstLimiter = estimate.Limiter.Name,
                EstimateNote = estimate.Note,
                CostNotModelled = FreeKeys(spec),
            };
        });
    }

    /// <summary>Adds the accuracy and calibration error of a point, without its time.</summary>
    /// <param name="point">The point.</param>
    /// <param name="estimated">Its row so far.</param>
    /// <param name="cancellation">Ends the inference; the row is then lost, not wrong.</param>
    public PointRow Infer(SweepPoint point, PointRow estimated, CancellationToken cancellation) => Labelled(estimated, () =>
    {
        ArchitectureSpec spec = SpecOf(point, out int samples, out _);
        PredictionMeasures measures = MeasuresOf(graphs[point.Network], spec, samples, point.Seed, cancellation);
        return estimated with { Accuracy = measures.EnsembleAccuracy, CalibrationError = measures.ExpectedCalibrationError };
    });

    /// <summary>Simulates a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="estimated">Its row so far.</param>
    /// <param name="cancellation">Ends the simulation; the row is then lost, not wrong.</param>
    public PointRow Simulate(SweepPoint point, PointRow estimated, CancellationToken cancellation) => Labelled(estimated, () =>
    {
        ArchitectureSpec spec = SpecOf(point, out int samples, out int inputs);
        NetworkGraph graph = graphs[point.Network];
        Program program = CompilerPipeline.Compile(graph, spec, samples, inputs, cancellation: cancellation);
        var stalls = new StallTally(program.Tiles.Length, CrossbarComponent.ReadOf(spec));
        var job = new SimulationJob
        {
            Spec = spec,
            Program = program,
            Inputs = InputsOf(graph, point, inputs),
            Seed = point.Seed,
            Observer = stalls,
            IsForetold = false
        };
        RunReport report = job.Run(cancellation).Report;
        (string stall, double? share) = stalls.Longest();
        PredictionMeasures? measures = file.AccuracyImages == 0 || estimated.Accuracy is not null
            ? null : MeasuresOf(graph, spec, samples, point.Seed, cancellation);
        return estimated with
        {
            Status = "ok",
            Reason = "",
            LatencyNs = report.LatencyNs.Total,
            SamplesPerSecond = report.Throughput.SamplesPerSecond,
            EnergyNj = report.EnergyNj.Total,
            AreaMm2 = report.AreaMm2.Total,
            Tiles = report.Tiles,
            Limiter = report.Throughput.LimitedBy?.InWords() ?? "",
            LimiterFraction = report.Throughput.LimitedBy?.Fraction,
            Stall = stall,
            StallFraction = share,
            Accuracy = measures?.EnsembleAccuracy ?? estimated.Accuracy,
            CalibrationError = measures?.ExpectedCalibrationError ?? estimated.CalibrationError,
            CostNotModelled = FreeKeys(spec),
            RateNote = report.Notes.FirstOrDefault(note => note.Kind == NoteReport.Unsettled)?.Text ?? "",
            Energy =
            [
                .. report.EnergyNj.Terms.GroupBy(term => (term.Unit, term.Kind))
                    .Select(group => new EnergyShare(group.Key.Unit, group.Key.Kind, group.Sum(term => term.TotalNj))),
            ],
        };
    });

    private static string FreeKeys(ArchitectureSpec spec) =>
        string.Join(' ', CostNotes.Of(spec).Where(note => !note.IsModelled).Select(note => note.Key));

    private static PointRow Labelled(PointRow row, Func<PointRow> compute)
    {
        try
        {
            return compute();
        }
        catch (InputException error)
        {
            return row with { Status = "infeasible", Reason = Line(error.Message) };
        }
        catch (DeadlockException error)
        {
            return row with { Status = "deadlock", Reason = Line(error.Message) };
        }
#pragma warning disable CA1031 // One point that fails must not end the others; its row says what happened.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return row with { Status = "error", Reason = Line($"{error.GetType().Name}: {error.Message}") };
        }
    }

    private static string Line(string text)
    {
        string line = text.ReplaceLineEndings("; ").Trim();
        return line.Length > LongestReason ? string.Concat(line.AsSpan(0, LongestReason), "...") : line;
    }

    private NetworkGraph Load(string path)
    {
        NetworkGraph graph = NetworkReader.Read(path);
        return file.UsesWeights
            ? graph
            : graph with { Layers = [.. graph.Layers.Select(layer => layer with { Mean = [], Sigma = [] })], Calibration = [] };
    }

    private static string Technology(string located) => $"{ConfigurationLayer.TechnologyKey}={located}";

    private NetworkEstimator EstimatorOf(string network)
    {
        if (!estimators.Value!.TryGetValue(network, out NetworkEstimator? estimator))
        {
            estimator = new NetworkEstimator(graphs[network]);
            estimators.Value.Add(network, estimator);
        }

        return estimator;
    }

    private ArchitectureSpec SpecOf(SweepPoint point, out int samples, out int inputs)
    {
        (samples, inputs) = (file.Samples, file.Inputs);
        var settings = new List<string>(file.Settings);
        var parameters = new List<string>();
        for (int column = 0; column < point.Values.Length; column++)
        {
            string key = file.Columns[column];
            switch (key)
            {
                case "samples":
                    samples = int.Parse(point.Values[column], CultureInfo.InvariantCulture);
                    break;
                case "inputs":
                    inputs = int.Parse(point.Values[column], CultureInfo.InvariantCulture);
                    break;
                case ConfigurationLayer.TechnologyKey:
                    settings.Add(Technology(technologies[point.Values[column]]));
                    break;
                case var physical when physical.StartsWith(SweepPhysics.Prefix, StringComparison.Ordinal):
                    parameters.Add($"{key[SweepPhysics.Prefix.Length..]}={point.Values[column]}");
                    break;
                default:
                    settings.Add($"{key}={point.Values[column]}");
                    break;
            }
        }

        return architecture.With(file.Physics is { } physics ? [.. physics.Settings(parameters), .. settings] : settings).Architecture;
    }

    // The images that run takes when none are named.
    private InputSet? InputsOf(NetworkGraph graph, SweepPoint point, int inputs) =>
        graph.HasWeights ? InputSet.Default(Images, DefaultNames.Shipped().Images, inputs, graph.Inputs, graph.Outputs,
            point.Seed) : null;

    private PredictionMeasures MeasuresOf(NetworkGraph graph, ArchitectureSpec spec, int samples, ulong seed,
        CancellationToken cancellation)
    {
        var run = new InferenceRun
        {
            Network = graph,
            Architecture = spec,
            Data = data!,
            Images = file.AccuracyImages,
            Samples = samples,
            Seed = seed,
            Threads = 1,
        };
        InferenceResult result = run.Execute(cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        return PredictionMeasures.Of(result.Predictions);
    }
}
