using SpinArch.Estimation;
using SpinArch.Hardware;
using SpinArch.Reports;
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
    [InlineData("crossbar.rows=64", true)]
    [InlineData("crossbar.rows=128", false)]
    public void The_report_of_an_estimate_says_it_too(string setting, bool isDoubtful)
    {
        var job = new EstimateJob
        {
            Spec = RandomDesign.Load(setting),
            Graph = Simulated.Timing(784, 200, 200, 10),
            Samples = 10,
            Inputs = 1,
        };

        Assert.Equal(isDoubtful, job.Run().Notes.Any(note => note.Kind == NoteReport.Estimate));
    }

    [Theory]
    [InlineData("mapping.fanIn=chain link.receiveFlits=1 adc.latencyNs=100", 10, 1, "credits are back later")]
    [InlineData("mapping.fanIn=chain link.bufferFlits=1 link.hopNs=2", 10, 1, "router buffers hold fewer")]
    [InlineData("mapping.fanIn=time-multiplex crossbar.pairsPerTile=7 sequencer.queueDepth=4", 10, 1, "several blocks a tile wait")]
    [InlineData("mapping.fanIn=time-multiplex crossbar.blocksPerTile=7 mapping.replicas=2", 10, 1, "written in turn, and some layer")]
    [InlineData("mapping.fanIn=chain input.banks=1 mapping.replicas=2", 10, 1, "only when the one before has been read")]
    [InlineData("mapping.fanIn=time-multiplex crossbar.pairsPerTile=7", 1, 1, "a single sample on tiles of several blocks")]
    public void It_says_why(string settings, int samples, int inputs, string why)
    {
        PointEstimate estimate = new NetworkEstimator(Simulated.Timing(784, 200, 200, 10)).Estimate(
            RandomDesign.Load(settings.Split(' ')), samples, inputs);

        Assert.Contains(why, estimate.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mapping.fanIn=chain link.receiveFlits=4", 10, 1)]
    [InlineData("mapping.fanIn=chain link.receiveFlits=2", 2, 3)]
    [InlineData("mapping.fanIn=chain input.banks=1", 10, 1)]
    [InlineData("mapping.fanIn=chain sequencer.queueDepth=1", 2, 1)]
    [InlineData("mapping.fanIn=chain crossbar.columnReadNs=50", 1, 4)]
    public void Where_it_says_nothing_it_is_good(string settings, int samples, int inputs)
    {
        var design = new RandomDesign("", RandomDesign.Load(settings.Split(' ')), Simulated.Timing(784, 200, 200, 10), samples, inputs);
        (RunResult result, _, _, _) = design.Simulate();
        PointEstimate estimate = design.Estimate();

        Assert.Empty(estimate.Note);
        Assert.InRange((double)estimate.Total.Value / result.End.Value, 0.95, 1.05);
    }

    // Each row block has credits of its own; those of the farthest were taken for all.
    [Fact]
    public void Inputs_stream_in_as_fast_as_the_credits_of_their_own_block_come_back()
    {
        var design = new RandomDesign("", RandomDesign.Load("mapping.fanIn=chain", "link.receiveFlits=1", "mesh.width=5", "mesh.port=4,0"),
            Simulated.Timing(784, 10), 1, 1);
        (RunResult result, _, _, _) = design.Simulate();

        Assert.InRange((double)design.Estimate().Total.Value / result.End.Value, 0.97, 1.03);
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
