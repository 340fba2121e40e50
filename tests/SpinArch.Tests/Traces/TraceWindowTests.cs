using System.Globalization;
using SpinArch.Kernel;
using SpinArch.Tests.CommandLine;
using SpinArch.Traces.Export;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>Windows of a trace in other formats: outside nothing is said, and a window with nothing in it is an error.</summary>
[Collection(ConsoleTests.Name)]
public sealed class TraceWindowTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(100_000, 200_000)]
    [InlineData(150_500, null)]
    [InlineData(null, 123_456)]
    [InlineData(0, null)]
    [InlineData(1, 2_000_000_000)]
    public void Signals_are_unknown_outside_a_window_and_true_in_it(int? fromPs, int? toPs)
    {
        using var run = RecordedRun.Compiled(2, 60, 20, 10);
        long from = fromPs ?? 0;
        long to = toPs ?? long.MaxValue;
        var filter = new TraceFilter { From = fromPs is { } start ? new Picoseconds(start) : null, To = toPs is { } end ? new Picoseconds(end) : null };
        string[] whole = Written(run, new TraceFilter());
        string[] window = Written(run, filter);
        Dictionary<string, string> names = Names(whole);
        Dictionary<string, string> inWindow = Names(window);

        Assert.NotEmpty(inWindow);
        Assert.Subset(names.Values.ToHashSet(), inWindow.Values.ToHashSet());
        SortedSet<long> times = [0, 1, from, from + 1, Math.Max(0, from - 1), Math.Min(to, 1_000_000), Math.Min(to, 1_000_000) - 1];
        times.UnionWith(Enumerable.Range(0, 400).Select(step => step * 997L));
        Dictionary<string, string> toName = names.ToDictionary(pair => pair.Value, pair => pair.Key);
        foreach (long time in times.Where(time => time >= 0))
        {
            Dictionary<string, string> expected = At(whole, time);
            Dictionary<string, string> found = At(window, time);
            foreach ((string code, string name) in inWindow)
            {
                string value = time < from || time >= to ? "x" : expected[toName[name]];
                Assert.Equal((time, name, value), (time, name, found[code]));
            }
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("vcd")]
    [InlineData("chrome")]
    [InlineData("kanata")]
    [InlineData("sqlite")]
    public void A_window_with_nothing_in_it_is_an_error_and_leaves_no_file(string format)
    {
        using var run = RecordedRun.Compiled(2, 60, 20, 10);
        string trace = run.Path;
        foreach (string[] window in (string[][])[["--from-ns", "90000000"], ["--tile", "0", "--unit", "adc", "--to-ns", "1"]])
        {
            Invocation.Of(["trace", "export", trace, "--format", format, "--out", scratch["x"], .. window]).AssertRefused("let nothing of the trace (it ends at ");
            Assert.Empty(Directory.GetFileSystemEntries(scratch.Folder));
        }

        Invocation.Of("trace", "export", trace, "--format", format, "--out", scratch["x"], "--from-ns", "500", "--to-ns",
            "100").AssertRefused("is not after --from-ns");
        Invocation.Of("trace", "gantt", trace, "--out", scratch["x"], "--from-ns", "90000000").AssertRefused("let nothing of the trace");
        Assert.Equal(0, Invocation.Of("trace", "export", trace, "--format", format, "--out", scratch["x"], "--to-ns", "100").ExitCode);
    }

    private static Dictionary<string, string> Names(string[] lines)
    {
        var names = new Dictionary<string, string>();
        string scope = "";
        foreach (string[] words in lines.Select(line => line.Split(' ')))
        {
            scope = words[0] == "$scope" ? words[2] : scope;
            if (words[0] == "$var")
            {
                names[words[3]] = $"{scope}.{words[4]}";
            }
        }

        return names;
    }

    // The value of every signal at a time: what was last written until then.
    private static Dictionary<string, string> At(string[] lines, long time)
    {
        var values = new Dictionary<string, string>();
        long now = 0;
        foreach (string line in lines.SkipWhile(line => line != "$dumpvars"))
        {
            if (line.StartsWith('#'))
            {
                now = long.Parse(line[1..], CultureInfo.InvariantCulture);
            }
            else if (now <= time && line.Length > 0 && line[0] is '0' or '1' or 'x')
            {
                values[line[1..]] = line[..1];
            }
            else if (now <= time && line.StartsWith('b'))
            {
                string[] words = line.Split(' ');
                values[words[1]] = words[0][1..];
            }
        }

        return values;
    }

    private static string[] Written(RecordedRun run, TraceFilter filter)
    {
        using TraceReader reader = run.Open();
        using var text = new StringWriter();
        VcdExport.Write(text, reader, filter);
        return text.ToString().Split('\n');
    }
}
