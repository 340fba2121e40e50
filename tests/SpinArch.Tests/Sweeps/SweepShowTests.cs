using System.Xml.Linq;
using SpinArch.Sweeps;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Sweeps;

[Collection(ConsoleTests.Name)]
public sealed class SweepShowTests : IDisposable
{
    private readonly SweepBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void The_front_holds_the_points_that_no_other_beats_and_none_else()
    {
        PointRow[] rows =
        [
            Row(0, 1, 9), Row(1, 2, 5), Row(2, 2, 6), Row(3, 3, 5), Row(4, 9, 1), Row(5, 9, 1), new PointRow { Point = 6, Status = "infeasible" },
        ];

        Assert.Equal([0, 1, 4, 5], ParetoFront.Of(rows, ["latencyNs", "energyNj"]).Select(row => row.Point));
    }

    [Fact]
    public void What_is_read_back_is_what_was_found()
    {
        var rows = SweepBench.Run(bench.Small(), bench["out"]);

        SweepResults results = SweepResults.Read(bench["out"]);

        Assert.Equal(rows.Select(row => row with { Energy = [] }), results.Rows.Select(row => row with { Energy = [] }));
        Assert.All(rows.Zip(results.Rows), pair => Assert.True(pair.First.Energy.SequenceEqual(pair.Second.Energy)));
        Assert.All(rows.Where(row => row.Status == "ok"), row => Assert.Equal(row.EnergyNj!.Value, row.Energy.Sum(share => share.EnergyNj), row.EnergyNj.Value * 1e-9));
    }

    [Fact]
    public void The_effect_of_a_knob_is_the_ratio_of_geometric_means_and_keys_that_vary_together_count_once()
    {
        SweepBench.Run(bench.Small(), bench["out"]);
        SweepResults results = SweepResults.Read(bench["out"]);

        var effects = KnobEffect.Of(results, "latencyNs");

        Assert.DoesNotContain(effects, effect => effect.Knob is "crossbar.columns" or "mesh.height");
        KnobEffect adc = Assert.Single(effects, effect => effect.Knob == "adc.intervalNs");
        Assert.True(adc.Factor > 1.02);
        Assert.Equal("1", adc.Best);
    }

    [Fact]
    public void Points_whose_costs_are_not_modelled_are_marked_in_every_table()
    {
        string file = bench.Write("""{ "name": "free", "network": "NETWORK", "samples": 2, "knobs": [ { "key": "sampler.relaxNs", "values": [1, 0.5] } ] }""");
        Assert.Equal(0, Invocation.Of("sweep", file, "--out", bench["out"]).ExitCode);

        Invocation shown = Invocation.Of("sweep", "show", bench["out"], "--objectives", "latencyNs");
        Invocation compared = Invocation.Of("sweep", "show", bench["out"], "--compare", "0,1");

        Assert.Equal(["", "sampler.relaxNs"], SweepResults.Read(bench["out"]).Rows.Select(row => row.CostNotModelled));
        Assert.EndsWith(",sampler.relaxNs,", File.ReadAllLines(bench["out/points.csv"])[2], StringComparison.Ordinal);
        Assert.Contains("1*", shown.Output, StringComparison.Ordinal);
        Assert.Contains("* cost not modelled of sampler.relaxNs", shown.Output, StringComparison.Ordinal);
        Assert.Contains("point 1: cost not modelled of sampler.relaxNs", compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_verbs_run_a_sweep_compare_its_points_and_draw_it()
    {
        Assert.Equal(0, Invocation.Of("sweep", bench.Small(), "--out", bench["out"], "--jobs", "2").ExitCode);

        Invocation shown = Invocation.Of(
            "sweep", "show", bench["out"], "--objectives", "latencyNs,areaMm2", "--pareto-svg", bench["p.svg"], "--heat-svg", bench["h.svg"], "--energy-svg", bench["e.svg"]);
        Invocation compared = Invocation.Of("sweep", "show", bench["out"], "--compare", "0,6");

        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        Assert.Contains("not beaten in latencyNs, areaMm2", shown.Output, StringComparison.Ordinal);
        Assert.Contains("adc.intervalNs 1 against 8", compared.Output, StringComparison.Ordinal);
        Assert.Contains("limited by", compared.Output, StringComparison.Ordinal);
        Assert.All(new[] { "p.svg", "h.svg", "e.svg" }, name => Assert.Equal("svg", XDocument.Load(bench[name]).Root!.Name.LocalName));
    }

    [Fact]
    public void Wrong_questions_are_refused()
    {
        SweepBench.Run(bench.Small(), bench["out"]);

        Invocation.Of("sweep", "show", bench["nowhere"]).AssertRefused("points.sqlite");
        Invocation.Of("sweep", "show", bench["out"], "--objectives", "latency").AssertRefused("did you mean latencyNs?");
        Invocation.Of("sweep", "show", bench["out"], "--compare", "0,99").AssertRefused("--compare");
        Invocation.Of("sweep", "show", bench["out"], "--heat-svg", bench["h.svg"], "--knobs", "adc.bits,mesh.width").AssertRefused("was not varied");
        Invocation.Of("sweep", bench.Small(), "--out", bench["out"]).AssertRefused("--resume");
        Invocation.Of("sweep", bench.Small(), "--out", bench["new"], "--jobs", "-1").AssertRefused("--jobs");
        Invocation.Of("sweep", bench["nothing.json"], "--out", bench["new"]).AssertRefused("nothing.json");
    }

    private static PointRow Row(int point, double latency, double energy) => new() { Point = point, Status = "ok", LatencyNs = latency, EnergyNj = energy };
}
