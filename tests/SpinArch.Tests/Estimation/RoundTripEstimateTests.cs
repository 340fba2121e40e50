using SpinArch.Estimation;
using SpinArch.Hardware;
using SpinArch.Networks;
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
    [InlineData("sampler.relaxNs=72.67 sampler.arrays=8")]
    [InlineData("sampler.relaxNs=72.67 sampler.arrays=8 sampler.banks=8 sequencer.queueDepth=18")]
    public void Round_trips_of_the_published_network_hold(string setting, double within = 0.03)
    {
        var design = new RandomDesign("", RandomDesign.Load(setting.Split(' ')), Simulated.Timing(784, 200, 200, 10), 20, 1);
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

    [Theory]
    [InlineData("crossbar.columnReadNs=50", 1, 4, "inputs of one sample stream in")]
    [InlineData("mapping.fanIn=chain link.bufferFlits=1 link.hopNs=2", 10, 1, "router buffers hold fewer flits")]
    [InlineData("mapping.fanIn=chain link.receiveFlits=4", 10, 1, "wait for credits")]
    [InlineData("mapping.fanIn=time-multiplex crossbar.pairsPerTile=7 sequencer.queueDepth=4", 10, 1, "several blocks a tile")]
    [InlineData("mapping.fanIn=chain sequencer.queueDepth=1", 2, 1, "too short to settle")]
    [InlineData("mapping.fanIn=time-multiplex crossbar.blocksPerTile=7 mapping.replicas=2", 10, 1, "written in turn on several copies")]
    [InlineData("mapping.fanIn=chain input.banks=1", 10, 1, "only when the one before has been read")]
    public void It_says_why(string settings, int samples, int inputs, string why)
    {
        PointEstimate estimate = new NetworkEstimator(Simulated.Timing(784, 200, 200, 10)).Estimate(
            RandomDesign.Load(settings.Split(' ')), samples, inputs);

        Assert.Contains(why, estimate.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_where_copies_wait_for_the_turns_of_others()
    {
        NetworkGraph graph = Simulated.Timing(784, 200, 200, 10);
        graph = graph with
        {
            Layers = [graph.Layers[0] with { Replicas = 2 }, graph.Layers[1] with { Replicas = 3 }, graph.Layers[2]],
        };

        Assert.Contains("turns", new NetworkEstimator(graph).Estimate(RandomDesign.Load("mapping.fanIn=chain"), 12, 1).Note,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(2)]
    [InlineData(1)]
    public void Results_go_as_fast_as_their_credits_come_back(int receiveFlits)
    {
        var design = new RandomDesign(
            "", RandomDesign.Load("crossbar.columnReadNs=5",
                $"link.receiveFlits={receiveFlits}", "mesh.width=6", "mesh.port=5,0"),
            Simulated.Timing(35, 58), 4, 1);
        (RunResult result, _, _, _) = design.Simulate();

        Assert.InRange((double)design.Estimate().Total.Value / result.End.Value, 0.97, 1.03);
    }
}
