using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpinArch.Tests.CommandLine;

/// <summary>Verbs of processes that a signal reaches in the midst of their work.</summary>
public sealed class InterruptedVerbTests : IDisposable
{
    // What a runner in the background starts ignores Ctrl-C from its birth; this one is never ignored, and handled alike.
    private const int Terminate = 15;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("infer --samples 3000 --output json", "images")]
    [InlineData("tradeoff --samples 1,3000 --output json", "images")]
    [InlineData("ablation --samples 3000 --output json", "[0].images")]
    public void A_signal_prints_what_was_finished(string line, string place)
    {
        (int code, string output, string error) = Interrupted(line, () => false);

        Assert.Equal(1, code);
        Assert.StartsWith("Interrupted", error.Split('\n').Last(text => text.Contains("Interrupted", StringComparison.Ordinal)), StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
        Assert.InRange(root.GetProperty(place.Split('.')[^1]).GetInt32(), 1, 99);
    }

    [Fact]
    public void A_signal_prints_the_points_of_a_curve_that_were_finished()
    {
        (int code, string output, string error) = Interrupted("noc --mesh 8x8 --slots 60000 --output json", () => false);

        Assert.Equal(1, code);
        Assert.StartsWith("Interrupted after", error, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.InRange(document.RootElement.GetProperty("points").GetArrayLength(), 1, 22);
    }

    [Fact]
    public void An_interrupted_export_leaves_no_file()
    {
        string trace = scratch["run.strace"];
        Assert.Equal(0, Start($"run --samples 20 --trace {trace}").Wait().Code);

        (int code, _, string error) = Interrupted($"trace export {trace} --format chrome --out {scratch["chrome.json"]}", () => Directory.GetFiles(scratch.Folder).Length > 1);

        Assert.Equal(130, code);
        Assert.Contains("interrupted", error, StringComparison.Ordinal);
        Assert.Equal([trace], Directory.GetFiles(scratch.Folder));
    }

    // When a process on a busy machine is at work cannot be seen from outside: a signal that came too early is tried again, later.
    private static (int Code, string Output, string Error) Interrupted(string line, Func<bool> isAtWork)
    {
        (int Code, string Output, string Error) ended = default;
        for (int wait = 3; wait <= 48 && ended is not { Code: 1 or 130, Error.Length: > 0 }; wait *= 2)
        {
            using Running running = Start(line);
            var watch = Stopwatch.StartNew();
            while (!isAtWork() && watch.Elapsed.TotalSeconds < wait)
            {
                Thread.Sleep(20);
            }

            Assert.Equal(0, Kill(running.Process.Id, Terminate));
            ended = running.Wait();
            ended = ended.Output.Length == 0 && ended.Error.Contains("nothing to report", StringComparison.Ordinal) ? default : ended;
        }

        return ended;
    }

    private static Running Start(string line)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in line.Split(' ').Prepend(typeof(SpinArch.Cli.CommandLine).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }

        return new Running(Process.Start(start)!);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    /// <summary>A process whose streams are read as it writes them.</summary>
    private sealed class Running(Process process) : IDisposable
    {
        private readonly Task<string> output = process.StandardOutput.ReadToEndAsync();
        private readonly Task<string> error = process.StandardError.ReadToEndAsync();

        public Process Process => process;

        public (int Code, string Output, string Error) Wait()
        {
            process.WaitForExit();
            return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }

        public void Dispose() => process.Dispose();
    }
}
