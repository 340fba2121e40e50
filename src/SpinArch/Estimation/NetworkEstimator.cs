using SpinArch.Compilation;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>
/// Latency, throughput, energy and area of one network at many design points, in closed form. What depends on sizes alone is
/// made once and kept; a point that shares it costs a few microseconds and no allocation. Not for several threads at
/// once: every thread has its own.
/// </summary>
/// <param name="graph">The network; its weights are not looked at.</param>
public sealed class NetworkEstimator(NetworkGraph graph)
{
    private const int MostKeptLinks = 1 << 20;

    private readonly Dictionary<LayoutKey, DesignLayout> layouts = [];
    private readonly LatencyModel latency = new(graph.Layers.Length);
    private int keptLinks;
    private CostSheet? costs;

    /// <summary>The network.</summary>
    public NetworkGraph Graph { get; } = graph;

    /// <summary>The times behind the last estimate.</summary>
    internal LatencyModel Latency => latency;

    /// <summary>Estimates one point.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Monte-Carlo samples an input, at least 1.</param>
    /// <param name="inputs">Network inputs, at least 1.</param>
    /// <param name="arrival">Time between arrivals; zero for back to back.</param>
    /// <exception cref="InputException">The network cannot be mapped onto this architecture, or a time or an energy is too large to be counted.</exception>
    public PointEstimate Estimate(ArchitectureSpec spec, int samples, int inputs, Picoseconds arrival = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ComponentCatalog.RequireClosedForm(spec, "the estimate");
        RequireColumns(spec);
        try
        {
            return Estimate(LayoutOf(spec, samples), SheetOf(spec), spec, samples, inputs, arrival);
        }
        catch (OverflowException error)
        {
            throw Magnitude.TooLarge(Graph.Name, error);
        }
    }

    private PointEstimate Estimate(DesignLayout layout, CostSheet sheet, ArchitectureSpec spec, int samples, int inputs,
        Picoseconds arrival)
    {
        LatencyEstimate times = latency.Estimate(layout, spec, samples, inputs, arrival);
        EnergySums energy = sheet.EnergyOf(spec, layout, samples, inputs, times.End);
        Span<double> busy = stackalloc double[ComponentCatalog.Units.Length];
        Span<int> layers = stackalloc int[ComponentCatalog.Units.Length];
        UnitKind limiter = LimiterEstimate.Of(layout, latency, spec, samples, busy, layers);
        return new PointEstimate
        {
            Total = new Picoseconds(times.End),
            FirstInput = new Picoseconds(times.FirstInput),
            PerSampleNs = times.PerSample / 1000,
            PerInput = new Picoseconds(times.PerInput),
            Energy = energy.Total,
            Dynamic = energy.Dynamic,
            PaperScope = energy.Paper,
            AreaMm2 = sheet.AreaOf(spec, layout),
            Tiles = layout.Tiles,
            CrossbarPairs = layout.CrossbarPairs,
            Copies = layout.Copies,
            Limiter = limiter,
            LimiterTile = LimiterEstimate.TileOf(layout, limiter, layers[limiter.Number]),
            Note = EstimateNotes.Of(layout, latency, spec, samples, inputs, busy),
        };
    }

    /// <summary>Refuses a chip that works on whole layers: the closed forms are of columns.</summary>
    /// <exception cref="InputException">It is one.</exception>
    internal static void RequireColumns(ArchitectureSpec spec)
    {
        if (ComponentCatalog.TakesWholeLayers(spec))
        {
            throw new InputException(spec.Name,
                "the estimate's closed forms are of columns, and processing elements take whole layers; 'run' simulates them");
        }
    }

    /// <summary>The layout of an architecture, made or remembered.</summary>
    internal DesignLayout LayoutOf(ArchitectureSpec spec, int samples)
    {
        PartitionedNetwork? network = spec.Mapping.TileBudget.IsUnbounded ? null : Replicated(spec, samples);
        LayoutKey key = KeyOf(network, spec, samples);
        return layouts.TryGetValue(key, out DesignLayout? known)
            ? known
            : Keep(key, Placer.Place(network ?? Replicated(spec, samples), spec, samples), spec, samples);
    }

    /// <summary>
    /// Remembers the layout of a network that the compiler has partitioned and placed, so that this need not be done again.
    /// </summary>
    /// <param name="placed">The network of this estimator, placed.</param>
    /// <param name="spec">The architecture that it was placed for.</param>
    /// <param name="samples">Samples an input, likewise.</param>
    /// <exception cref="InputException">It is no chain of dense layers.</exception>
    internal DesignLayout Keep(PlacedNetwork placed, ArchitectureSpec spec, int samples)
    {
        NetworkFit.RequireChain(placed.Network, "the estimate");
        return Keep(KeyOf(spec.Mapping.TileBudget.IsUnbounded ? null : placed.Network, spec, samples), placed, spec, samples);
    }

    private DesignLayout Keep(LayoutKey key, PlacedNetwork placed, ArchitectureSpec spec, int samples)
    {
        DesignLayout layout = LayoutBuilder.Describe(placed, spec, samples, key.WordsPerFlit);
        keptLinks += layout.Links.Length;
        if (keptLinks > MostKeptLinks)
        {
            layouts.Clear();
            keptLinks = layout.Links.Length;
        }

        layouts.Add(key, layout);
        return layout;
    }

    // Under a budget the times of the layers decide how many copies they get, which the key's other parts do not tell.
    private LayoutKey KeyOf(PartitionedNetwork? underBudget, ArchitectureSpec spec, int samples) => LayoutKey.Of(
        Graph, spec, samples, underBudget is null ? "" : string.Join(',', underBudget.Layers.Select(layer => layer.Copies)));

    private PartitionedNetwork Replicated(ArchitectureSpec spec, int samples)
    {
        PartitionedNetwork network = Partitioner.Partition(Graph, spec);
        NetworkFit.RequireChain(network, "the estimate");
        return Replicator.Replicate(network, spec, samples);
    }

    private CostSheet SheetOf(ArchitectureSpec spec)
    {
        if (costs?.IsOf(spec) != true)
        {
            costs = new CostSheet(spec);
        }

        return costs!;
    }
}
