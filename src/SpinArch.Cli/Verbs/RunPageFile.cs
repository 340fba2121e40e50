using SpinArch.Cli.Rendering;
using SpinArch.Configuration;
using SpinArch.Pages;
using SpinArch.Reports;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary>The page of a run: it is drawn from the run's trace, which is recorded for it where the user keeps none.</summary>
internal sealed class RunPageFile : IDisposable
{
    private readonly string _target;
    private readonly bool _isOwnTrace;

    /// <param name="target">The file of the page.</param>
    /// <param name="trace">The trace that the user keeps, or null.</param>
    public RunPageFile(string target, string? trace)
    {
        _target = target;
        _isOwnTrace = trace is null;
        Trace = trace ?? Path.Combine(Path.GetTempPath(), Path.ChangeExtension(Path.GetRandomFileName(), ".strace"));
    }

    /// <summary>Where the run is to be recorded.</summary>
    public string Trace { get; }

    /// <summary>Writes the page of the finished run.</summary>
    public void Write(
        string command, RunReport report, EffectiveConfiguration configuration, EffectiveConfiguration original,
            CancellationToken cancellation)
    {
        using var reader = TraceReader.Open(Trace, cancellation);
        var page = new RunPage
        {
            Head = new PageHead(command),
            Report = report,
            Limit = report.Throughput.LimitedBy is { } limiter ? LimiterSentence.Of(limiter) : null,
            Configuration = configuration,
            Base = original,
        };
        page.Write(_target, reader);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwnTrace)
        {
            File.Delete(Trace);
        }
    }
}
