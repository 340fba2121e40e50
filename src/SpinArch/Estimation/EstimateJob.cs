using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Components;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Writer;
using SpinArch.Cycles;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>One design point to the report that a run of it would give, without a simulation.</summary>
public sealed record EstimateJob
{
    /// <summary>The architecture.</summary>
    public required ArchitectureSpec Spec { get; init; }

    /// <summary>The network; its weights are not looked at, so data-dependent energies are at the activity defaults.</summary>
    public required NetworkGraph Graph { get; init; }

    /// <summary>Monte-Carlo samples an input.</summary>
    public required int Samples { get; init; }

    /// <summary>Network inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Only repeated in the report.</summary>
    public ulong Seed { get; init; }

    /// <summary>Time between arrivals; zero for back to back.</summary>
    public Picoseconds ArrivalInterval { get; init; }

    /// <summary>Estimates.</summary>
    /// <param name="observe">Told the product of each compiler stage; may be null.</param>
    /// <exception cref="InputException">The network cannot be mapped onto this architecture, or a time or an energy is too large to be counted.</exception>
    public RunReport Run(Action<CompilerStage, object>? observe = null)
    {
        try
        {
            return Estimate(observe);
        }
        catch (OverflowException error)
        {
            throw Magnitude.TooLarge(Graph.Name, error);
        }
    }

    private RunReport Estimate(Action<CompilerStage, object>? observe)
    {
        NetworkEstimator.RequireColumns(Spec);

        NetworkFit.Check(Graph, Spec);

        // The program of the network without its weights says which layer lies where; it is not run.
        NetworkGraph shape = Graph with { Layers = [.. Graph.Layers.Select(layer => layer with { Mean = [], Sigma = [] })], Calibration = [] };
        var estimator = new NetworkEstimator(shape);
        Program program = CompilerPipeline.Compile(shape, Spec, Samples, Inputs, (stage, product) =>
        {
            if (product is PlacedNetwork placed)
            {
                estimator.Keep(placed, Spec, Samples);
            }

            observe?.Invoke(stage, product);
        });
        PointEstimate point = estimator.Estimate(Spec, Samples, Inputs, ArrivalInterval);
        DesignLayout layout = estimator.LayoutOf(Spec, Samples);
        LatencyEstimate times = estimator.Latency.Estimate(layout, Spec, Samples, Inputs, ArrivalInterval);
        EnergyModel model = EnergyModel.Create(Spec, program);
        ActivityLedger ledger = EstimatedLedger.Of(model.Sites, Spec, layout, Samples, Inputs);
        EnergyAccount account = model.Cost(ledger, point.Total);
        ImmutableArray<string> layers = LayerTable.NamesByTile(program);
        var phases = new EstimatedPhases(ledger, account, times, (long)Inputs * Samples);
        return new RunReport
        {
            Network = program.Network,
            Architecture = Spec.Name,
            Samples = Samples,
            Inputs = Inputs,
            Seed = Seed,
            Tiles = point.Tiles,
            CrossbarPairs = point.CrossbarPairs,
            Layers = LayerTable.Of(program),
            LatencyNs = new LatencyReport
            {
                Total = point.Total.Nanoseconds,
                FirstInput = point.FirstInput.Nanoseconds,
                PerSampleSteady = point.PerSampleNs > 0 ? point.PerSampleNs : null,
                Quantiles = LatencySummary.QuantilesOf(Latencies(estimator.Latency, times)),
            },
            Throughput = new ThroughputReport
            {
                SamplesPerSecond = point.SamplesPerSecond,
                InputsPerSecond = point.InputsPerSecond,
                LimitedBy = LimitedBy(program, point, ledger, layers),
            },
            EnergyNj = EnergySummary.Of(account, Spec, program),
            RandomBitsPerSample = EnergySummary.RandomBitsOf(ledger, Spec, program),
            PowerMw = new PowerReport { Mean = account.Total.MilliwattsOver(point.Total), Peak = phases.PeakMilliwatts, BinNs = phases.SteadyNs },
            AreaMm2 = EnergySummary.AreaOf(Spec, program),
            Utilization = UtilizationSummary.Of(ledger, layers, point.Total),
            Phases = phases.Rows,
            Predictions = default,
            Simulation = null,
            Notes = [.. RunNotes.Of(Spec, program), .. DoubtsOf(point),
                .. BalanceAdvisor.Of(estimator, Spec, Samples, Inputs, ArrivalInterval)],
        };
    }

    // What a sweep says in the point's row.
    private static ImmutableArray<NoteReport> DoubtsOf(in PointEstimate point) => point.Note.Length == 0 ? [] :
    [
        new NoteReport
        {
            Kind = NoteReport.Estimate,
            Key = "",
            Text = $"the closed form of times is known to fail here, so simulate: {point.Note}; counts, dynamic energy and area hold",
        },
    ];

    // What limits is what the graph of the compiled program says; without one, who has the most work.
    private LimiterReport? LimitedBy(Program program, PointEstimate point, ActivityLedger ledger, ImmutableArray<string> layers)
    {
        if (Inputs > 1 && ArrivalInterval.Value > 0 && point.PerInput == ArrivalInterval)
        {
            return LimiterSummary.Arrivals(ArrivalInterval.Nanoseconds);
        }

        return LimiterSummary.Of(
            LimitFinder.Of(Spec, program, foretells: true), point.PerSampleNs, point.PerInput.Nanoseconds, layers,
                (point.Limiter, point.LimiterTile), BusyOf);

        (double Run, double Steady) BusyOf(UnitKind unit, int tile)
        {
            Int128 busy = 0;
            foreach (ActivityKind kind in ComponentCatalog.Activities.Where(kind => kind.Unit == unit
                || (unit == CrossbarComponent.Pair && (kind == CrossbarComponent.ReadOf(Spec) || kind == WriterComponent.Write))))
            {
                busy += ledger.At(kind, ledger.Sites.SiteOf(kind, tile)).BusyPicoseconds;
            }

            double each = (double)busy / unit.Instances;
            double interval = point.PerSampleNs > 0 ? point.PerSampleNs * 1000 * Samples * Inputs : point.Total.Value;
            return (Math.Min(1, each / point.Total.Value), Math.Min(1, each / interval));
        }
    }

    private double[] Latencies(LatencyModel latency, LatencyEstimate times)
    {
        var latencies = new double[Inputs];
        for (int input = 0; input < Inputs; input++)
        {
            int followed = Math.Min(input, times.Followed - 1);
            long done = checked(latency.Completions[followed] + ((input - followed) * times.PerInput));
            latencies[input] = (new Picoseconds(done) - (ArrivalInterval * input)).Nanoseconds;
        }

        return latencies;
    }
}
