using System.CommandLine;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace</c>: reads what <c>run --trace</c> and <c>exec --trace</c> recorded.</summary>
internal static class TraceVerb
{
    private const int Partly = 1;

    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "trace",
        """
        Read, check and explain a recorded run (run --trace FILE, exec --trace FILE).

        Examples:
          trace stats mnist.strace
          trace show mnist.strace --from-ns 1000 --to-ns 1100 --tile 3
          trace replay mnist.strace --output json
          trace verify mnist.strace --simulate
        """)
    {
        TraceInfoVerb.Create(),
        TraceStatsVerb.Create(),
        TraceShowVerb.Create(),
        TraceReplayVerb.Create(),
        TraceVerifyVerb.Create(),
        TraceExportVerb.Create(),
        TraceDiffVerb.Create(),
        TraceGanttVerb.Create(),
        TraceViewVerb.Create(),
        TraceCriticalPathVerb.Create(),
        TraceWhatIfVerb.Create(),
        TraceDebugVerb.Create(),
    };

    /// <summary>The argument that names the trace.</summary>
    internal static Argument<string> File() => new("FILE") { Description = "The trace (.strace)." };

    /// <summary>The exit code, after damage was named on standard error: 1 where only a part could be read.</summary>
    internal static int Close(TraceReader reader)
    {
        if (reader.Damage is null)
        {
            return 0;
        }

        Console.Error.WriteLine($"spinarch: {reader.Damage}; what comes before was read");
        return Partly;
    }
}
