using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Sweeps;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Sweeps;

/// <summary>Searches from their file to their results.</summary>
[Collection(ConsoleTests.Name)]
public sealed class SearchRunTests : IDisposable
{
    private readonly SweepBench bench = new();

    [Fact]
    public void The_front_is_simulated_and_keeps_to_its_constraints()
    {
        SearchResult found = Run(File("[\"energyNj\", \"areaMm2\"]", "[\"latencyNs <= 3000\"]"), bench["out"]);

        // Of all points: those within the bound that no other beats, by the figures of a sweep that simulates every one.
        ImmutableArray<PointRow> all = SweepBench.Run(bench.Write(Text("")), bench["all"]);
        PointRow[] within = [.. all.Where(row => row.LatencyNs <= 3000)];
        PointRow[] front = [.. within.Where(row => !within.Any(other => other.EnergyNj <= row.EnergyNj && other.AreaMm2 <= row.AreaMm2
            && (other.EnergyNj < row.EnergyNj || other.AreaMm2 < row.AreaMm2)))];
        Assert.NotEmpty(front);
        Assert.True(front.Length < within.Length && within.Length < all.Length);
        Assert.True(found.IsMet);
        Assert.Equal(
            front.Select(row => (row.EnergyNj!.Value, row.AreaMm2!.Value)).Order(),
            found.Front.Select(row => (row.EnergyNj!.Value, row.AreaMm2!.Value)).Order());
        Assert.All(found.Front, row => Assert.Equal("ok", row.Status));
        Assert.Contains(found.Rows, row => row.Status == "screened");
        Assert.Equal(24, (int)found.Space);
    }

    [Fact]
    public void Neither_threads_nor_interruptions_show()
    {
        string file = File("[\"latencyNs\", \"areaMm2\"]", "[\"tiles <= 40\"]", """, "search": { "evaluations": 18, "population": 6 }""");
        Run(file, bench["one"]);
        Run(file, bench["two"], jobs: 2);
        using var source = new CancellationTokenSource();
        var run = new SearchRun { File = Read(file), Plan = Read(file).Search!, Folder = new SweepFolder(bench["cut"]), Jobs = 1 };
        Assert.ThrowsAny<OperationCanceledException>(() => run.Execute(progress => Stop(progress, source), source.Token));
        int fresh = 0;
        (run with { Folder = run.Folder with { Resume = true } }).Execute(progress => fresh += progress.Phase == "confirm" ? 1 : 0);

        Assert.True(fresh > 0);
        foreach (string folder in (string[])["two", "cut"])
        {
            Assert.Equal(System.IO.File.ReadAllBytes(bench["one/points.csv"]), System.IO.File.ReadAllBytes(bench[folder + "/points.csv"]));
        }
    }

    [Fact]
    public void The_verb_prints_the_designs_that_it_found_and_a_sweep_shows_them()
    {
        string file = File("[\"energyNj\"]", "[\"latencyNs <= 3000\"]");
        Invocation ran = Invocation.Of("search", file, "--out", bench["out"], "--evaluations", "20", "--html", bench["page.html"]);

        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Contains("20 of 24 designs evaluated", ran.Output, StringComparison.Ordinal);
        Assert.Contains("1 that none of these beats in energyNj with latencyNs <= 3000", ran.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", System.IO.File.ReadAllText(bench["page.html"]), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, Invocation.Of("sweep", "show", bench["out"], "--objectives", "energyNj").ExitCode);
        Assert.Equal(0, Invocation.Of("search", file, "--out", bench["out"], "--evaluations", "20", "--resume").ExitCode);
        Invocation.Of("search", file, "--out", bench["out"], "--evaluations", "21", "--resume").AssertRefused("another search");
    }

    [Fact]
    public void A_wish_that_no_design_meets_is_said_with_the_nearest_and_ends_with_1()
    {
        Invocation ran = Invocation.Of(
            "search", bench.Write(Text("")), "--out", bench["out"], "--constraint", "latencyNs <= 1",
            "--evaluations", "24");

        Assert.Equal(1, ran.ExitCode);
        double least = System.IO.File.ReadAllLines(bench["out/points.csv"])[1..].Select(line => line.Split(',')[9])
            .Where(text => text.Length > 0).Min(text => double.Parse(text, CultureInfo.InvariantCulture));
        Assert.Contains("none with latencyNs <= 1; nearest: latencyNs = ", ran.Output, StringComparison.Ordinal);
        Assert.True(least > 1);
    }

    [Theory]
    [InlineData("""[ "energy" ]""", "[ \"latencyNs <= 1\" ]", "", "'energy' is no objective")]
    [InlineData("""[ 5 ]""", "[ \"latencyNs <= 1\" ]", "", "texts")]
    [InlineData("""[ "energyNj" ]""", "[ \"latencyNs < 1\" ]", "", "is no constraint")]
    [InlineData("""[ "energyNj" ]""", "[ \"latencyNs <= x\" ]", "", "is no constraint")]
    [InlineData("""[ "energyNj" ]""", "[ \"latency <= 1\" ]", "", "did you mean latencyNs")]
    [InlineData("""[ "accuracy" ]""", "[ \"latencyNs <= 1\" ]", "", "need images")]
    [InlineData("""[ "energyNj" ]""", "[ \"latencyNs <= 1\" ]", """, "search": { "evaluations": 0 }""", "evaluations")]
    [InlineData("""[ "energyNj" ]""", "[ \"latencyNs <= 1\" ]", """, "search": { "generations": 3 }""", "generations")]
    [InlineData("""[ "energyNj" ]""", "[ \"latencyNs <= 1\" ]", """, "screen": { "objective": "tiles", "keep": 0.5 }""", "leave it out")]
    [InlineData("""[ "energyNj" ]""", "[ \"latencyNs <= 1\" ]", """, "design": "latinHypercube", "count": 3""", "leave it out")]
    public void A_wrong_search_is_one_line_and_code_2(string objectives, string constraints, string more, string named)
    {
        Invocation refused = Invocation.Of("search", File(objectives, constraints, more), "--out", bench["out"]);
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
        Assert.False(Directory.Exists(bench["out"]));
    }

    [Fact]
    public void A_sweep_does_not_leave_a_search_unsaid() =>
        Invocation.Of("sweep", File("[\"energyNj\"]", "[\"latencyNs <= 1\"]"), "--out", bench["out"]).AssertRefused("'search ");

    public void Dispose() => bench.Dispose();

    private static void Stop(SweepProgress progress, CancellationTokenSource source)
    {
        if (progress is { Phase: "search", Done: 8 })
        {
            source.Cancel();
        }
    }

    private static SweepFile Read(string file) => SweepFileReader.Read(file, "all-spin-mnist", "all-spin", isSearch: true);

    private static SearchResult Run(string file, string folder, int jobs = 1) =>
        new SearchRun { File = Read(file), Plan = Read(file).Search!, Folder = new SweepFolder(folder), Jobs = jobs }.Execute();

    private string File(string objectives, string constraints, string more = "") =>
        bench.WriteNamed("search.json", Text($""" "objectives": {objectives}, "constraints": {constraints}, """, more));

    private static string Text(string wish, string more = "") => $$"""
        { "name": "small", {{wish}} "network": "NETWORK", "samples": 4{{more}},
          "knobs": [ { "keys": ["crossbar.rows", "crossbar.columns"], "values": [16, 32, 64] },
                     { "key": "adc.intervalNs", "values": [1, 2, 8, 20] },
                     { "key": "sampler.lanes", "values": [16, 64] } ] }
        """;
}
