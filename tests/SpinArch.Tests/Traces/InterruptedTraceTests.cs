using SpinArch.Files;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Export;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

public sealed class InterruptedTraceTests : IDisposable
{
    private readonly RecordedRun run = RecordedRun.Compiled(2, 300, 60, 10);
    private readonly CancellationTokenSource source = new();

    public void Dispose()
    {
        run.Dispose();
        source.Dispose();
    }

    [Fact]
    public void An_interrupted_export_leaves_nothing_behind()
    {
        string target = run.Beside("export");
        File.WriteAllText(target, "before");
        using var reader = TraceReader.Open(run.Path, source.Token);
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => SqliteExport.Write(target, reader, new TraceFilter()));
        Assert.ThrowsAny<OperationCanceledException>(() => AtomicFile.Write(target, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            ChromeExport.Write(writer, reader, new TraceFilter());
        }));

        Assert.Equal("before", File.ReadAllText(target));
        Assert.Equal([target, run.Path], Directory.GetFiles(Path.GetDirectoryName(target)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_interrupted_comparison_says_nothing_instead_of_the_same()
    {
        using var reader = TraceReader.Open(run.Path, source.Token);
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => SimulationComparison.Run(reader));
    }
}
