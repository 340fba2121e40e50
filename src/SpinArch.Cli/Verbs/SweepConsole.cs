using System.Diagnostics;
using System.Globalization;
using SpinArch.Sweeps;

namespace SpinArch.Cli.Verbs;

/// <summary>Shows a sweep on standard error while it runs: points done and time left, on one line for a person, now and then where it is redirected.</summary>
internal static class SweepConsole
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RedirectedInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs and shows.</summary>
    /// <param name="run">What is run.</param>
    /// <param name="cancellation">Ends it.</param>
    public static T Execute<T>(Func<Action<SweepProgress>, CancellationToken, T> run, CancellationToken cancellation)
    {
        bool isLive = !Console.IsErrorRedirected;
        TimeSpan interval = isLive ? LiveInterval : RedirectedInterval;
        var gate = new Lock();
        var watch = Stopwatch.StartNew();
        TimeSpan shown = TimeSpan.Zero;
        TimeSpan begun = TimeSpan.Zero;
        string phase = "";
        try
        {
            return run(Show, cancellation);
        }
        finally
        {
            if (isLive)
            {
                Console.Error.Write("\r" + new string(' ', 78) + "\r");
            }
        }

        void Show(SweepProgress progress)
        {
            lock (gate)
            {
                TimeSpan now = watch.Elapsed;
                begun = phase == progress.Phase ? begun : now;
                phase = progress.Phase;
                if (now - shown < interval)
                {
                    return;
                }

                shown = now;
                double each = (now - begun).TotalSeconds / Math.Max(1, progress.Fresh);
                var left = TimeSpan.FromSeconds(Math.Ceiling(each * (progress.Total - progress.Done)));
                string line = string.Create(CultureInfo.InvariantCulture, $"{progress.Phase}: {progress.Done} of {progress.Total} points, {left:c} left");
                Console.Error.Write(isLive ? "\r" + line.PadRight(78) : line + "\n");
            }
        }
    }
}
