using SpinArch.Components.Writer;
using SpinArch.Traces;

namespace SpinArch.Sweeps;

/// <summary>What crossbars waited for: the gaps between column reads of each tile, from its first read on, by the cause that the next read met last.</summary>
internal sealed class StallTally(int tiles, ActivityKind read) : IActivitySink
{
    private const int Written = 7;

    private static readonly string[] Names =
        ["program", "the crossbars themselves", "drive codes or an input vector", "a free hold bank", "a message", "a credit", "the network", "their blocks to be written"];

    private readonly long[] lastEnd = new long[tiles];
    private readonly long[] lastWritten = new long[tiles];
    private readonly long[] waited = new long[Names.Length];
    private long total;

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        long start = activity.Start.Value;
        long end = start + activity.Duration.Value;
        if (activity.Kind == WriterComponent.Write)
        {
            lastWritten[activity.Tile] = end;
        }

        if (activity.Kind != read)
        {
            return;
        }

        long last = lastEnd[activity.Tile];
        if (last > 0)
        {
            // A read that begins at the picosecond at which a write ends has waited for it.
            bool onWrite = activity.Cause == StallCause.SourceEmpty && start == lastWritten[activity.Tile];
            waited[onWrite ? Written : (int)activity.Cause] += start - last;
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
