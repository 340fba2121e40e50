using SpinArch.Hardware;
using SpinArch.Specs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// Causes before effects along a tile's pipeline, and no more banks in use than there are. Units take operations in order, so the
/// n-th fill belongs to the n-th scaling, read and conversion:
/// <code><![CDATA[
///   fill(n) + normalise <= scale(n)    scale(n) ends <= read(n)     read(n) ends <= convert(n)     fetched before all of them
///   scale(n - banks) ends <= fill(n)   read(n - banks) ends <= scale(n)   convert(n - banks) ends <= read(n)
/// ]]></code>
/// </summary>
internal sealed class PipelineCheck : TraceCheck
{
    private const int Stages = 4;
    private static readonly string[] StageNames = ["fill", "scaling", "column read", "conversion"];

    private readonly int[] banks;
    private readonly long[] results;
    private readonly EndTimes[][] ends;
    private readonly (long Fetched, long FirstDone)[][] fetches;
    private readonly long[][][] done;

    public PipelineCheck(TracePlaces places, ArchitectureSpec spec)
        : base(places)
    {
        var timing = new TileTiming(spec);
        banks = [timing.GaussianBanks, timing.SigmaInputBanks, timing.HoldBanks];
        results = [timing.Normalise.Value, 0, 0, 0];
        int window = banks.Max() + 1;
        ends = [.. places.Program.Tiles.Select(_ => Enumerable.Range(0, Stages).Select(_ => new EndTimes(window)).ToArray())];
        fetches = [.. places.Program.Tiles.Select(tile => new (long, long)[tile.Code.Length])];
        done = [.. places.Program.Tiles.Select(tile => tile.Code.Select(_ => new long[Stages]).ToArray())];
    }

    /// <inheritdoc/>
    public override string Name => "causes come before effects, and banks are never overfilled";

    /// <inheritdoc/>
    protected override void Check(in Activity activity)
    {
        if (activity.Kind == ActivityKind.Fetch && activity.Instruction >= 0)
        {
            ref (long Fetched, long FirstDone) fetch = ref fetches[activity.Tile][activity.Instruction];
            fetch.FirstDone = fetch.Fetched++ == 0 ? (activity.Start + activity.Duration).Value : fetch.FirstDone;
            return;
        }

        CheckFetched(in activity);
        int stage = activity.Kind switch
        {
            ActivityKind.Fill => 0,
            ActivityKind.Scale => 1,
            ActivityKind.SigmaRead => 2,
            ActivityKind.Convert => 3,
            _ => -1,
        };
        if (stage >= 0)
        {
            CheckStage(in activity, stage);
        }
    }

    private void CheckFetched(in Activity activity)
    {
        if (activity.Instruction < 0)
        {
            return;
        }

        (long fetched, long firstDone) = fetches[activity.Tile][activity.Instruction];
        if (fetched == 0 || activity.Start.Value < firstDone)
        {
            Report(in activity, "its instruction has not been fetched");
        }
    }

    private void CheckStage(in Activity activity, int stage)
    {
        EndTimes[] tile = ends[activity.Tile];
        long order = tile[stage].Count;
        long start = activity.Start.Value;
        if (activity.Instruction >= 0 && ++done[activity.Tile][activity.Instruction][stage] > fetches[activity.Tile][activity.Instruction].Fetched)
        {
            Report(in activity, "its instruction has been fetched fewer times than it is carried out");
        }

        if (stage > 0 && (order >= tile[stage - 1].Count || tile[stage - 1][order] + results[stage - 1] > start))
        {
            Report(in activity, $"it starts before the {StageNames[stage - 1]} of its column is done");
        }

        if (stage < Stages - 1 && order >= banks[stage] && (order - banks[stage] >= tile[stage + 1].Count || tile[stage + 1][order - banks[stage]] > start))
        {
            Report(in activity, FormattableString.Invariant($"all {banks[stage]} banks that it could fill are in use: a {StageNames[stage + 1]} is not done"));
        }

        tile[stage].Add((activity.Start + activity.Duration).Value);
    }

    // The ends of the last operations of a stage; what is asked for lies within a few banks of the newest.
    private sealed class EndTimes(int window)
    {
        private readonly long[] times = new long[window];

        public long Count { get; private set; }

        public long this[long order] => times[order % times.Length];

        public void Add(long end) => times[Count++ % times.Length] = end;
    }
}
