using System.Text.Json.Nodes;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Pages;
using SpinArch.Reports;
using SpinArch.Tests.CommandLine;
using SpinArch.Tests.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Pages;

/// <summary>The page of a run says what its report says, and what it counts besides adds up to it.</summary>
[Collection(ConsoleTests.Name)]
public sealed class RunPageTests
{
    [Fact]
    public void The_page_holds_the_very_numbers_of_the_json_report()
    {
        using var scratch = new Scratch();
        Invocation run = Invocation.Of("run", "--samples", "2", "--set", "vector.width=2", "--html", scratch["run.html"], "--output",
            "json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonNode json = JsonNode.Parse(run.Output)!;
        JsonNode data = Read(scratch["run.html"]).Data;

        Assert.True(JsonNode.DeepEquals(json, data["report"]));
        Assert.Contains($"--html {scratch["run.html"]}", (string?)data["command"], StringComparison.Ordinal);
    }

    [Fact]
    public void Energies_of_the_places_add_up_to_the_total_to_the_last_quectojoule()
    {
        using RecordedRun run = RecordedRun.Paper();
        using TraceReader trace = run.Open();
        var model = EnergyModel.Create(trace.Header.Spec, trace.Header.Program);
        var profile = new RunProfile(model);
        var places = new SiteEnergy(model);
        TraceReplay.Feed(trace, profile, places);
        EnergyAccount account = profile.Close(trace.Outcome!.Result!.End);
        places.AddIdle(account);

        Quectojoules sum = Enumerable.Range(0, model.Sites.Count)
            .SelectMany(site => ComponentCatalog.Units.Select(unit => places.At(site, unit)))
            .Aggregate((left, right) => left + right);
        Assert.Equal(account.Total, sum);
    }

    [Fact]
    public void The_links_are_as_busy_together_as_the_report_says()
    {
        using RecordedRun run = RecordedRun.Paper(4);
        JsonNode chip = Page(run)["chip"]!;

        double links = chip["links"]!.AsArray().Sum(link => (double)link![3]!);
        Assert.Equal(run.Report.Utilization.Where(row => row.Unit == "link").Sum(row => row.BusyNs), links, 1e-6);
    }

    [Fact]
    public void Busy_times_of_the_plan_are_those_of_the_report()
    {
        using RecordedRun run = RecordedRun.Paper();
        Dictionary<(string Site, string Unit), double> rows = Page(run)["chip"]!["tracks"]!.AsArray()
            .ToDictionary(row => ((string)row!["site"]!, (string)row["unit"]!), row => (double)row!["busyNs"]!);
        UtilizationReport[] tiles = [.. run.Report.Utilization.Where(row => row.Tile >= 0 && row.Unit is not "link" and not "receiver")];
        Assert.NotEmpty(tiles);

        Assert.All(tiles, row => Assert.Equal(row.BusyNs, rows[(FormattableString.Invariant($"tile {row.Tile}"), row.Unit)]));
    }

    [Fact]
    public void Power_over_time_holds_all_of_the_energy()
    {
        using RecordedRun run = RecordedRun.Compiled(3, 60, 40, 10);
        JsonNode page = Page(run);
        double bin = (double)page["power"]!["binNs"]!;
        double end = (double)page["chip"]!["endNs"]!;
        double[] power = [.. page["power"]!["mw"]!.AsArray().Select(value => (double)value!)];
        double picojoules = power.Select((value, index) => value * Math.Min(bin, end - (index * bin))).Sum();

        Assert.Equal(run.Report.EnergyNj.Total * 1e3, picojoules, run.Report.EnergyNj.Total * 1e3 * 1e-9);
    }

    [Fact]
    public void What_was_changed_stands_beside_what_the_architecture_has()
    {
        using RecordedRun run = RecordedRun.CompiledUnder(["crossbar.rows=32"], 1, 60, 20);
        JsonNode[] changed = [.. Page(run)["configuration"]!["values"]!.AsArray().Where(value => value!["before"] is not null).Select(value => value!)];

        Assert.Contains(changed, value => (string?)value["key"] == "crossbar.rows" && (string?)value["value"] == "32"
            && (string?)value["before"] == "128");
    }

    [Fact]
    public void A_page_of_a_damaged_trace_is_refused()
    {
        using RecordedRun run = RecordedRun.Compiled(1, 20, 10);
        string cut = run.Beside("cut.strace");
        byte[] bytes = File.ReadAllBytes(run.Path);
        File.WriteAllBytes(cut, bytes[..(bytes.Length - 40)]);
        using var trace = TraceReader.Open(cut);

        Assert.Throws<InputException>(() => Of(run).Write(run.Beside("cut.html"), trace));
        Assert.False(File.Exists(run.Beside("cut.html")));
    }

    [Theory]
    [InlineData("run", "--html", "nowhere/run.html")]
    [InlineData("run", "--trace", "same", "--html", "same")]
    public void A_page_that_cannot_be_written_is_refused_before_anything_runs(params string[] words)
    {
        using var scratch = new Scratch();
        Invocation.Of([.. words.Select(word => word.Contains('/', StringComparison.Ordinal) || word == "same" ? scratch[word]
            : word)]).AssertRefused(words[^1]);
    }

    private static JsonNode Page(RecordedRun run)
    {
        using TraceReader trace = run.Open();
        Of(run).Write(run.Beside("run.html"), trace);
        return Read(run.Beside("run.html")).Data;
    }

    private static RunPage Of(RecordedRun run) => new()
    {
        Head = new PageHead("spinarch run"),
        Report = run.Report,
        Limit = null,
        Configuration = run.Job.Trace!.Configuration,
        Base = RecordedRun.Configuration(),
    };

    private static PageFile Read(string path) => new(File.ReadAllText(path));
}
