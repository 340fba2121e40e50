using SpinArch.Traces;

namespace SpinArch.Sweeps;

/// <summary>What crossbars waited for: the gaps between column reads of each tile, from its first read on, by the cause that the next read met last.</summary>
internal sealed class StallTally(int tiles) : IActivitySink
{
    private static readonly string[] Names =
        ["program", "the crossbars themselves", "drive codes or an input vector", "a free hold bank", "a message", "a credit", "the network"];

    private readonly long[] lastEnd = new long[tiles];
    private readonly long[] waited = new long[Names.Length];
    private long total;

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        if (activity.Kind != ActivityKind.SigmaRead)
        {
            return;
        }

        long start = activity.Start.Value;
        long end = start + activity.Duration.Value;
        long last = lastEnd[activity.Tile];
        if (last > 0)
        {
            waited[(int)activity.Cause] += start - last;
            total += end - last;
        }

        lastEnd[activity.Tile] = end;
    }

    /// <summary>The longest wait and its share of the crossbars' time; nothing where they never waited.</summary>
    public (string Cause, double? Fraction) Longest()
    {
        int longest = Array.IndexOf(waited, waited.Max());
        return waited[longest] > 0 ? (Names[longest], (double)waited[longest] / total) : ("", null);
    }
}
