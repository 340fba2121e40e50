using SpinArch.Kernel;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

public sealed class TraceVerifyTests
{
    private const string Dense = "isa/examples/one-dense-layer.sasm";

    [Theory]
    [InlineData("")]
    [InlineData("adc.intervalNs=3.333 adc.latencyNs=7.1")]
    [InlineData("sampler.banks=1 sigmaInput.banks=1 sampleHold.banks=1 latch.banks=1 input.banks=1")]
    [InlineData("sampler.lanes=16 crossbar.rows=64 link.flitBits=64 vector.width=2")]
    [InlineData("crossbar.columnSum=neuron")]
    [InlineData("mapping.fanIn=timeMultiplex crossbar.rows=30 crossbar.blocksPerTile=4")]
    [InlineData("mapping.fanIn=timeMultiplex crossbar.rows=20 crossbar.pairsPerTile=2 crossbar.blocksPerTile=5 crossbar.rowWriteNs=3.3 mapping.muReuse=false")]
    [InlineData("weight.meanBits=6")]
    [InlineData("weight.meanBits=6 mapping.fanIn=timeMultiplex crossbar.rows=30 crossbar.blocksPerTile=4 crossbar.columns=50")]
    [InlineData("weight.meanBits=7 weight.cellBits=2 sampler.banks=1 sigmaInput.banks=1 sampleHold.banks=1 latch.banks=1 input.banks=1 sequencer.queueDepth=1")]
    [InlineData("weight.sigmaBits=7 weight.cellBits=3 adc.intervalNs=6.5 crossbar.columns=20 crossbar.rows=64 sampleHold.banks=3")]
    public void What_the_machine_does_passes_every_check_and_is_done_again(string settings)
    {
        using var run = RecordedRun.CompiledUnder(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), 3, 120, 60, 10);
        using TraceReader reader = run.Open();

        Assert.Empty(TraceVerifier.Verify(reader).Failed);
        Assert.True(SimulationComparison.Run(reader).IsSame);
    }

    [Theory]
    [InlineData("")]
    [InlineData("crossbar.rows=32 crossbar.columns=20")]
    [InlineData("crossbar.rows=32 crossbar.pairsPerTile=4 mapping.fanIn=timeMultiplex link.flitBits=48")]
    [InlineData("crossbar.rows=32 sampler.banks=1 sigmaInput.banks=1 sampleHold.banks=1 latch.banks=1 input.banks=1 link.receiveFlits=1 sequencer.queueDepth=1")]
    public void Copies_of_single_layers_pass_every_check_and_are_done_again(string settings)
    {
        using var run = RecordedRun.Copied(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), 7);
        using TraceReader reader = run.Open();

        Assert.Empty(TraceVerifier.Verify(reader).Failed);
        Assert.True(SimulationComparison.Run(reader).IsSame);
    }

    [Fact]
    public void A_run_with_values_is_done_again()
    {
        using var run = RecordedRun.Example(Dense);
        using TraceReader reader = run.Open();

        Assert.True(SimulationComparison.Run(reader).IsSame);
        Assert.Empty(TraceVerifier.Verify(reader).Failed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mapping.muReuse=false crossbar.rows=30 mapping.fanIn=tree")]
    [InlineData("weight.meanBits=7 weight.cellBits=2 mapping.replicas=2 device.conductanceSpread=0.1 device.readNoise=0.05 device.trngBias=0.02")]
    [InlineData("crossbar.columnSum=neuron")]
    [InlineData("mapping.fanIn=timeMultiplex crossbar.rows=20 crossbar.pairsPerTile=2 crossbar.blocksPerTile=5 crossbar.rowWriteNs=3.3")]
    public void Quanta_of_a_run_with_values_are_those_of_its_inputs(string settings)
    {
        using var run = RecordedRun.WithValues(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), 3, 50, 20, 10);
        using TraceReader reader = run.Open();

        TraceVerdict verdict = TraceVerifier.Verify(reader);

        Assert.Empty(verdict.Failed);
        Assert.Contains(verdict.Passed,
            line => line.EndsWith("quanta and drive are those of the recorded inputs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_latency_is_named_where_it_is()
    {
        using var run = RecordedRun.Example(Dense);
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
            activities.Select(activity => activity is { Kind.Name: "Convert", Column: 2, Sample: 1 }
                ? activity with { Duration = new Picoseconds(1500) } : activity)));

        string breach = Assert.Single(TraceVerifier.Verify(reader).Failed, line => line.Contains("lasts 1.5 ns", StringComparison.Ordinal));
        Assert.Contains("column 2, sample 1", breach, StringComparison.Ordinal);
    }

    [Fact]
    public void An_effect_before_its_cause_is_named()
    {
        using var run = RecordedRun.Example(Dense);
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
            activities.Select(activity => activity is { Kind.Name: "Convert", Column: 3, Sample: 0 }
                ? activity with { Start = activity.Start - new Picoseconds(2000) } : activity)));

        Assert.Contains(TraceVerifier.Verify(reader).Failed, line => line.Contains("it is too early: a full sample-and-hold bank", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lost_message_is_counted_at_its_receiver()
    {
        using var run = RecordedRun.Compiled(1, 40, 20, 10);
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
        {
            activities.RemoveAt(activities.FindLastIndex(activity => activity.Kind == ReceiverComponent.ReceiveVector));
            return activities;
        }));

        Assert.Contains(TraceVerifier.Verify(reader).Failed, line => line.Contains("were sent to it", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_things_at_once_are_named()
    {
        using var run = RecordedRun.Compiled(1, 40, 20, 10);
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
        {
            int twice = activities.FindIndex(activity => activity is { Kind.Name: "Accumulate", Column: 4 });
            activities.Insert(twice, activities[twice]);
            return activities;
        }));

        Assert.Contains(TraceVerifier.Verify(reader).Failed, line => line.Contains("the unit is busy until", StringComparison.Ordinal));
    }

    [Fact]
    public void Simulating_stops_at_the_first_activity_that_differs_and_shows_both_sides()
    {
        using var run = RecordedRun.Example(Dense);
        int changed = run.Activities().FindIndex(activity => activity is { Kind.Name: "SigmaRead", Column: 1, Sample: 2 });
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
        {
            activities[changed] = activities[changed] with { Quanta = activities[changed].Quanta + 1 };
            return activities;
        }));

        using var comparison = SimulationComparison.Run(reader);

        Assert.Equal(changed, comparison.Alike);
        Assert.Equal(comparison.Simulated[0].Quanta + 1, comparison.Recorded[0].Quanta);
        Assert.Equal(SimulationComparison.Context, comparison.Before.Count);
    }

    [Fact]
    public void A_recording_that_ends_early_differs_at_its_end()
    {
        using var run = RecordedRun.Example(Dense);
        using TraceReader reader = TraceReader.Open(run.Changed(activities => activities.SkipLast(1)));

        using var comparison = SimulationComparison.Run(reader);

        Assert.Empty(comparison.Recorded);
        Assert.Single(comparison.Simulated);
    }
}
