using SpinArch.Estimation;
using SpinArch.Hardware;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Estimation;

/// <summary>Estimates of designs that no unit limits: by units alone they were up to 56 % too short.</summary>
public sealed class RoundTripEstimateTests
{
    [Theory]
    [InlineData("adc.latencyNs=40")]
    [InlineData("adc.latencyNs=50")]
    [InlineData("adc.latencyNs=100")]
    [InlineData("sequencer.queueDepth=1")]
    [InlineData("sequencer.queueDepth=2")]
    [InlineData("sequencer.queueDepth=3")]
    [InlineData("link.receiveFlits=1", 0.05)]
    [InlineData("input.banks=1")]
    [InlineData("sampler.normaliseNs=100")]
    public void Round_trips_of_the_published_network_hold(string setting, double within = 0.03)
    {
        var design = new RandomDesign("", RandomDesign.Load(setting), Simulated.Timing(784, 200, 200, 10), 20, 1);
        (RunResult result, _, _, _) = design.Simulate();

        Assert.InRange((double)design.Estimate().Total.Value / result.End.Value, 1 - within, 1 + within);
    }

    [Fact]
    public void An_estimate_says_where_it_is_not_to_be_relied_on()
    {
        PointEstimate crowded = new NetworkEstimator(Simulated.Timing(784, 200, 200, 10)).Estimate(RandomDesign.Load("crossbar.rows=64"),
            10, 1);
        PointEstimate plain = new NetworkEstimator(Simulated.Timing(784, 200, 200, 10)).Estimate(RandomDesign.Load("mapping.fanIn=chain"),
            10, 1);

        Assert.Contains("links", crowded.Note, StringComparison.Ordinal);
        Assert.Empty(plain.Note);
    }
}
