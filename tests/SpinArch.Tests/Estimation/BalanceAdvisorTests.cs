using SpinArch.Estimation;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Estimation;

/// <summary>What a report says about narrower units, held to the simulation.</summary>
public sealed class BalanceAdvisorTests
{
    private static readonly NetworkGraph Graph = Simulated.Timing(784, 200, 200, 10);

    [Fact]
    public void Narrower_units_that_it_names_are_as_fast_when_simulated_and_cost_less()
    {
        NoteReport note = Assert.Single(Advice(RandomDesign.Load()));
        string[] settings = [.. note.Text.Split(' ').Where(word => word.Contains('=', StringComparison.Ordinal))];

        Assert.Equal(["sampler.lanes", "scaler.width", "vector.width"], note.Key.Split(' '));
        RunReport own = Report([]);
        RunReport other = Report(settings);
        Assert.Equal(own.LatencyNs.PerSampleSteady, other.LatencyNs.PerSampleSteady);
        Assert.InRange(other.LatencyNs.Total, 1, own.LatencyNs.Total * 1.01);
        Assert.InRange(other.EnergyNj.Total, 1, own.EnergyNj.Total * 0.65);
        Assert.InRange(other.AreaMm2.Total, 1, own.AreaMm2.Total * 0.7);
    }

    [Fact]
    public void The_balanced_architecture_is_as_fast_as_what_it_is_based_on_and_nothing_is_left_to_say()
    {
        ArchitectureSpec balanced = ArchitectureLoader.Load("all-spin-balanced", environment: new Dictionary<string, string>()).Architecture;
        PointEstimate own = new NetworkEstimator(Graph).Estimate(RandomDesign.Load(), 10, 1);
        PointEstimate other = new NetworkEstimator(Graph).Estimate(balanced, 10, 1);

        Assert.Equal(own.PerSampleNs, other.PerSampleNs);
        Assert.InRange(other.Energy.Nanojoules, 1, own.Energy.Nanojoules * 0.65);
        Assert.InRange(other.AreaMm2, 1, own.AreaMm2 * 0.68);
        Assert.Empty(Advice(balanced));
    }

    [Theory]
    [InlineData("scaler.width=12")]
    [InlineData("sampler.lanes=55")]
    public void One_less_of_a_unit_is_slower(string setting) =>
        Assert.True(
            new NetworkEstimator(Graph).Estimate(RandomDesign.Load("scaler.width=13", "sampler.lanes=56", setting), 10, 1).PerSampleNs > 1000);

    [Fact]
    public void A_unit_that_limits_is_not_named() =>
        Assert.DoesNotContain(Advice(RandomDesign.Load("scaler.width=4")), note => note.Text.Contains("scaler.width", StringComparison.Ordinal));

    private static IReadOnlyList<NoteReport> Advice(ArchitectureSpec spec) =>
        BalanceAdvisor.Of(new NetworkEstimator(Graph), spec, 10, 1, Picoseconds.Zero);

    private static RunReport Report(string[] settings)
    {
        ArchitectureSpec spec = RandomDesign.Load(settings);
        var job = new SimulationJob
        {
            Spec = spec,
            Program = SpinArch.Compilation.CompilerPipeline.Compile(Graph, spec, 10, 1),
            Inputs = null,
            Seed = 1,
        };
        return job.Run().Report;
    }
}
