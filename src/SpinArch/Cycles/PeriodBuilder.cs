using SpinArch.Components;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Cycles;

/// <summary>
/// Makes the graph of one steady period out of a compiled program and the tile's steps: every tile's code is followed from its start, loop
/// by loop, and of a period in its midst all operations, flits and their precedences are kept. Nothing here knows a unit: what fills, takes
/// and keeps what, and for how long, are the steps of the <see cref="TilePlan"/>.
/// </summary>
internal sealed class PeriodBuilder
{
    private readonly List<PeriodNode> _nodes = [];
    private readonly List<PeriodRequest> _requests = [];
    private readonly Dictionary<(int Tile, int Channel), EventList> _arrivals = [];
    private readonly Dictionary<(int Tile, int Channel), EventList> _taken = [];
    private readonly DelayTimes _times;

    private PeriodBuilder(ArchitectureSpec spec, Program program, Picoseconds arrivalInterval)
    {
        Spec = spec;
        Program = program;
        Plan = ComponentCatalog.PlanOf(spec);
        _times = new DelayTimes(spec, Plan, arrivalInterval);
        Mesh = new PeriodMesh(this);
    }

    /// <summary>The architecture.</summary>
    public ArchitectureSpec Spec { get; }

    /// <summary>The program, repeated often enough.</summary>
    public Program Program { get; }

    /// <summary>Steps and stores.</summary>
    public TilePlan Plan { get; }

    /// <summary>Flits.</summary>
    public PeriodMesh Mesh { get; }

    /// <summary>The graph of a period of samples; null where the program's loops do not say what a sample is.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">A verified program.</param>
    /// <param name="mostNodes">Where it would have more, there is none.</param>
    public static PeriodGraph? OfSamples(ArchitectureSpec spec, Program program, int mostNodes)
    {
        long pattern = 1;
        foreach (TileProgram tile in program.Tiles)
        {
            pattern = pattern / (long)System.Numerics.BigInteger.GreatestCommonDivisor(pattern, tile.SampleStep) * tile.SampleStep;
            if (pattern > MostItems)
            {
                return null;
            }
        }

        return Of(spec, program, (int)pattern * Repeats, 1, Picoseconds.Zero, (int)pattern, mostNodes);
    }

    /// <summary>
    /// The graph of a period of one input with all its samples; null where the program's loops do not say what an input is.
    /// </summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">A verified program.</param>
    /// <param name="arrivalInterval">Between arrivals.</param>
    /// <param name="mostNodes">Where it would have more, there is none.</param>
    public static PeriodGraph? OfInputs(ArchitectureSpec spec, Program program, Picoseconds arrivalInterval, int mostNodes) =>
        Of(spec, program, program.Samples, Repeats, arrivalInterval, 0, mostNodes);

    private const int MostItems = 1 << 12;
    private const int Kept = 3;
    private const int Repeats = 8;

    private static PeriodGraph? Of(ArchitectureSpec spec, Program program, int samples, int inputs, Picoseconds arrivalInterval,
        int pattern, int mostNodes)
    {
        if (RepeatedProgram.With(program, samples, inputs, out (int Samples, int Inputs)[] loops) is not { } repeated)
        {
            return null;
        }

        var builder = new PeriodBuilder(spec, repeated, arrivalInterval);
        for (int tile = 0; tile < repeated.Tiles.Length; tile++)
        {
            int iterations = pattern == 0 ? 1 : pattern / repeated.Tiles[tile].SampleStep;
            int loop = pattern == 0 ? loops[tile].Inputs : loops[tile].Samples;
            new PeriodTile(builder, tile).Follow(loop, Kept * iterations, iterations);
            if (builder._nodes.Count > mostNodes)
            {
                return null;
            }
        }

        if (pattern == 0)
        {
            new PeriodPort(builder).Follow(Kept);
        }

        builder.Mesh.Share();
        return builder.Finish(builder._times, Math.Max(1, pattern),
            changed => Of(changed, program, samples, inputs, arrivalInterval, pattern, mostNodes));
    }

    /// <summary>Adds a node.</summary>
    public int Add(in PeriodNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    /// <summary>A node waits for an event.</summary>
    public void Wait(int node, EventList events, long number, Hold hold, int index = -1, Delay more = default)
    {
        if (node >= 0)
        {
            _requests.Add(new PeriodRequest(node, events, number, hold, index, more));
        }
    }

    /// <summary>A node waits for another of the same period.</summary>
    public void Wait(int node, int from, Hold hold, Delay own, int index = -1, Delay more = default)
    {
        if (node >= 0)
        {
            _requests.Add(new PeriodRequest(node, null, from, hold, index, more) { Own = own });
        }
    }

    /// <summary>Flits that reach a channel.</summary>
    public EventList Arrivals(int tile, int channel) => Of(_arrivals, (tile, channel));

    /// <summary>Flits of a channel whose credits go back.</summary>
    public EventList Taken(int tile, int channel) => Of(_taken, (tile, channel));

    private static EventList Of(Dictionary<(int Tile, int Channel), EventList> lists, (int Tile, int Channel) key)
    {
        if (!lists.TryGetValue(key, out EventList? list))
        {
            lists.Add(key, list = new EventList());
        }

        return list;
    }

    // Copies whose numbers have a common divisor never share a tile: the chip is several, each with an interval of its own.
    private bool HasStrands =>
        Program.Tiles.Aggregate(0, (divisor, tile) => (int)System.Numerics.BigInteger.GreatestCommonDivisor(divisor, tile.SampleStep)) > 1;

    private PeriodGraph Finish(DelayTimes times, int items, Func<ArchitectureSpec, PeriodGraph?> anew)
    {
        int[] first = new int[_nodes.Count + 1];
        foreach (PeriodRequest request in _requests)
        {
            first[request.Node + 1]++;
        }

        for (int node = 0; node < _nodes.Count; node++)
        {
            first[node + 1] += first[node];
        }

        var edges = new PeriodEdge[_requests.Count];
        int[] next = new int[_nodes.Count];
        foreach (PeriodRequest request in _requests)
        {
            int from = (int)request.Number;
            Delay own = request.Own;
            int tokens = 0;
            long number = request.Number - (request.Events is null ? 0 : times.DepthOf(request.Hold, request.Index));
            if (request.Events is { } events && !events.TryGet(number, out from, out own, out tokens))
            {
                // Nothing of the kind happens in a period: a place that holds for ever is an edge that never binds.
                (from, own, tokens) = (request.Node, Delay.None, 1);
            }

            PeriodNode source = _nodes[from];
            long delay = checked(times.Of(own, in source) + times.Of(request.More, in source));
            edges[first[request.Node] + next[request.Node]++] = new PeriodEdge(from, tokens, delay, request.Hold, request.Index, own,
                request.More);
        }

        return new PeriodGraph([.. _nodes], edges, first, times, items, Mesh.HasSharedLinks || HasStrands, Under);

        PeriodGraph? Under(ArchitectureSpec changed) =>
            changed.Vector.Width != Spec.Vector.Width || changed.Link.WordsPerFlit != Spec.Link.WordsPerFlit
                ? anew(changed)
                : Finish(new DelayTimes(changed, ComponentCatalog.PlanOf(changed), times.ArrivalInterval), items, anew);
    }
}
