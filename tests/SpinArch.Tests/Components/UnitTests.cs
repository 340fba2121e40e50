using SpinArch.Isa;
using SpinArch.Tiles;

namespace SpinArch.Tests.Components;

/// <summary>
/// Each unit alone: when it starts, for how long it is occupied, when its result is there. Numbers by hand from docs/timing-model.md,
/// section 1.
/// </summary>
public sealed class UnitTests
{
    [Fact]
    public void A_sampler_fills_a_bank_in_batches_and_is_free_before_the_bank_is_full()
    {
        string[] settings = ["sampler.lanes=16", "sampler.resetNs=2", "sampler.relaxNs=3", "sampler.rowReadNs=1.5", "sampler.normaliseNs=4",
            "sampler.variables=3"];
        UnitHarness Sampler() =>
            new UnitHarness("sampler", 40, 4, settings).Issue(Opcode.Sample, at: 5).Issue(Opcode.Sample, at: 5, column: 1);

        // Three batches of 16, 16 and 8 rows: 2 + 3 + 3 x 1.5 ns each.
        Sampler().AssertEarliestStart(SamplerComponent.Fill, 5, occupancy: 28.5);
        Sampler().AssertEarliestStart(SamplerComponent.Fill, 33.5, number: 1);

        // Normalising is digital: full on the first edge after 33.5 + 4.
        Sampler().AssertFull(SamplerComponent.Gaussians, from: 38);
    }

    [Fact]
    public void Arrays_that_take_turns_begin_batches_before_the_last_one_is_read()
    {
        UnitHarness Sampler(int arrays) =>
            new UnitHarness("sampler", 40, 4, "sampler.lanes=16", "sampler.resetNs=2", "sampler.relaxNs=13.5",
            "sampler.rowReadNs=1.5", "sampler.normaliseNs=4", "sampler.variables=3", "sampler.banks=4", $"sampler.arrays={arrays}")
                .Issue(Opcode.Sample, at: 5).Issue(Opcode.Sample, at: 5, column: 1);

        // A batch takes 20 ns, 4.5 of them for reading. Three arrays: one begins every 6 2/3 ns, to a whole picosecond; the third batch of
        // a column begins 2 x 6.667 after the first, is read 20 ns later and normalised 4 ns after that, from 5 + 37.334 to the next edge.
        Sampler(3).AssertEarliestStart(SamplerComponent.Fill, 5, occupancy: 20.001);
        Sampler(3).AssertEarliestStart(SamplerComponent.Fill, 25.001, number: 1);
        Sampler(3).AssertFull(SamplerComponent.Gaussians, from: 43);

        // Eight would be ready every 2.5 ns, but only one can be read at a time.
        Sampler(8).AssertEarliestStart(SamplerComponent.Fill, 5, occupancy: 13.5);
        Sampler(8).AssertEarliestStart(SamplerComponent.Fill, 18.5, number: 1);
        Sampler(8).AssertFull(SamplerComponent.Gaussians, from: 38);
    }

    [Fact]
    public void A_sampler_waits_for_an_empty_bank_and_needs_no_clock()
    {
        UnitHarness Sampler() =>
            new UnitHarness("sampler", 16, 4, "sampler.banks=1").Fill(SamplerComponent.Gaussians).Issue(Opcode.Sample, at: 1);

        Sampler().AssertStarts(SamplerComponent.Fill, 0, StallCause.DestinationFull);
        Sampler().Empty(SamplerComponent.Gaussians, at: 7.125).AssertEarliestStart(SamplerComponent.Fill, 7.125);
    }

    [Fact]
    public void A_scaler_needs_a_vector_Gaussians_and_a_register_and_starts_on_a_clock_edge()
    {
        UnitHarness Scaler() => new UnitHarness("scaler", 30, 4, "scaler.width=8", "clock.periodNs=2", "sigmaInput.banks=1")
            .Fill(ReceiverComponent.Input, at: 3).Fill(SamplerComponent.Gaussians, at: 8.5).Issue(Opcode.Scale, at: 1);

        // ceil(30 / 8) clocks from the first edge after 8.5.
        Scaler().AssertEarliestStart(ScalerComponent.Scale, 10, occupancy: 8);
        Scaler().AssertFull(ScalerComponent.SigmaInput, from: 18);
        Scaler().AssertEmpty(SamplerComponent.Gaussians, from: 18);
        Scaler().Fill(ScalerComponent.SigmaInput).AssertStarts(ScalerComponent.Scale, 0, StallCause.DestinationFull);
        Assert.Equal(1, Scaler().Probe(ReceiverComponent.Input, at: 100));
    }

    [Fact]
    public void A_scaler_without_Gaussians_waits()
    {
        var scaler = new UnitHarness("scaler", 30, 4);
        scaler.Fill(ReceiverComponent.Input).Issue(Opcode.Scale).AssertStarts(ScalerComponent.Scale, 0, StallCause.SourceEmpty);
    }

    [Theory]
    [InlineData("digital", Traits.Digital, 1)]
    [InlineData("digital", Traits.Digital | Traits.Mean, 2)]
    [InlineData("neuron", Traits.Neuron | Traits.Mean, 1)]
    public void A_crossbar_holds_the_currents_of_a_column_when_it_is_read(string sum, Traits traits, int currents)
    {
        UnitHarness Crossbar() => new UnitHarness("crossbar", 20, 4, $"crossbar.columnSum={sum}", "crossbar.columnReadNs=7.5")
            .Fill(ReceiverComponent.Input).Fill(ScalerComponent.SigmaInput, at: 2.25).Issue(Opcode.Read, traits);

        UnitHarness crossbar = Crossbar();
        crossbar.AssertEarliestStart(CrossbarComponent.SigmaRead, 2.25, occupancy: 7.5);
        Assert.Equal(currents, crossbar.Activities.Single(activity => activity.Kind == CrossbarComponent.Capture).Items);
        Assert.Equal(traits.HasFlag(Traits.Neuron) ? 1 : 0,
            crossbar.Activities.Count(activity => activity.Kind == CrossbarComponent.NeuronWrite));
        Assert.Equal(traits.HasFlag(Traits.Mean) ? 1 : 0,
            crossbar.Activities.Count(activity => activity.Kind == CrossbarComponent.MeanRead));
        Crossbar().AssertFull(CrossbarComponent.Hold, from: 9.75);
        Crossbar().AssertEmpty(ScalerComponent.SigmaInput, from: 9.75);
    }

    [Fact]
    public void A_crossbar_reads_slice_after_slice_and_keeps_its_register_to_the_last()
    {
        UnitHarness Crossbar() =>
            new UnitHarness("crossbar", 20, 4, "weight.meanBits=6", "weight.cellBits=2", "crossbar.columnReadNs=4", "sampleHold.banks=3")
            .Fill(ReceiverComponent.Input).Fill(ScalerComponent.SigmaInput).Issue(Opcode.Read,
                Traits.Digital | Traits.Mean | Traits.ConsumesInput);

        Crossbar().AssertEarliestStart(CrossbarComponent.SigmaRead, 8, number: 2);
        Crossbar().AssertEmpty(ScalerComponent.SigmaInput, from: 12);
        Crossbar().AssertEmpty(ReceiverComponent.Input, from: 12);
        Assert.Equal(2, Crossbar().Probe(CrossbarComponent.Hold, at: 8));
    }

    [Fact]
    public void A_mean_crossbar_is_driven_once_a_vector()
    {
        UnitHarness crossbar = new UnitHarness("crossbar", 20, 4)
            .Fill(ReceiverComponent.Input).Fill(ScalerComponent.SigmaInput).Fill(ScalerComponent.SigmaInput)
            .Issue(Opcode.Read, Traits.Digital | Traits.Mean).Issue(Opcode.Read, Traits.Digital | Traits.Mean, column: 1);

        crossbar.AssertStarts(CrossbarComponent.MeanDrive, 1);
        Assert.Equal(1, crossbar.Activities.Count(activity => activity.Kind == CrossbarComponent.MeanHold));
    }

    [Fact]
    public void A_converter_takes_the_next_bit_line_at_its_interval_and_its_codes_come_a_latency_later()
    {
        UnitHarness Converter() => new UnitHarness("adc", 16, 4, "adc.intervalNs=5", "adc.latencyNs=3", "adc.perTile=1")
            .Fill(CrossbarComponent.Hold, at: 20).Fill(CrossbarComponent.Hold, at: 20)
            .Issue(Opcode.Convert, Traits.Digital | Traits.Mean, at: 3).Issue(Opcode.Convert, Traits.Digital | Traits.Mean, at: 3,
                column: 1);

        // Two conversions on one converter: 10 ns; the code of the second is there 5 + 3 ns after the start.
        Converter().AssertEarliestStart(ConverterComponent.Convert, 20, occupancy: 10);
        Converter().AssertEarliestStart(ConverterComponent.Convert, 30, number: 1);
        Converter().AssertFull(VectorComponent.SigmaLatch, from: 28);
        Converter().AssertFull(VectorComponent.MeanLatch, from: 38, column: 1);
        Converter().AssertEmpty(CrossbarComponent.Hold, from: 30);
    }

    [Fact]
    public void A_converter_waits_for_an_empty_latch_of_its_column()
    {
        UnitHarness Converter() => new UnitHarness("adc", 16, 4, "latch.banks=1")
            .Fill(CrossbarComponent.Hold).Fill(VectorComponent.SigmaLatch, column: 2).Issue(Opcode.Convert, Traits.Digital, column: 2);

        Converter().AssertStarts(ConverterComponent.Convert, 0, StallCause.DestinationFull);
        Converter().Empty(VectorComponent.SigmaLatch, at: 9, column: 2).AssertEarliestStart(ConverterComponent.Convert, 9);
    }

    [Fact]
    public void A_writer_writes_word_line_after_word_line()
    {
        var writer = new UnitHarness("writer", 25, 4, "crossbar.rowWriteNs=3.3");
        writer.Issue(Opcode.Write, Traits.Mean, at: 4.2).AssertEarliestStart(WriterComponent.Write, 4.2, occupancy: 82.5);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void A_vector_unit_reads_mean_and_sigma_at_its_width_on_clock_edges(int width, int clocks)
    {
        UnitHarness Vector() => new UnitHarness("vector", 16, 4, FormattableString.Invariant($"vector.width={width}"))
            .Fill(VectorComponent.SigmaLatch, at: 4.4).Fill(VectorComponent.MeanLatch, at: 6.3)
            .Issue(Opcode.Add, Traits.FromLatches | Traits.Digital | Traits.Mean);

        Vector().AssertEarliestStart(VectorComponent.Add, 7, occupancy: clocks);
        Vector().AssertFull(VectorComponent.PartialSum, from: 7 + clocks);
        Vector().AssertEmpty(VectorComponent.MeanLatch, from: 7 + clocks);
    }

    [Fact]
    public void Running_sums_take_their_bank_at_the_first_sample_and_hand_it_over_at_the_last()
    {
        UnitHarness Vector() => new UnitHarness("vector", 16, 4, "vector.width=2", "latch.banks=2")
            .Fill(VectorComponent.MeanLatch).Fill(VectorComponent.SigmaLatch).Fill(VectorComponent.SigmaLatch, at: 10)
            .Issue(Opcode.Accumulate, Traits.FromLatches | Traits.Digital | Traits.First)
            .Issue(Opcode.Accumulate, Traits.FromLatches | Traits.Digital | Traits.Last | Traits.Mean, at: 1);

        Vector().AssertFull(VectorComponent.Statistics, from: 11);
        Assert.Equal(1, Vector().Probe(VectorComponent.MeanLatch, at: 10.999));
        Assert.Equal(0, Vector().Probe(VectorComponent.MeanLatch, at: 11));
    }

    [Fact]
    public void A_receiver_takes_what_has_arrived_at_its_width_until_the_vector_is_whole()
    {
        UnitHarness Receiver() => new UnitHarness("receiver", 12, 4, "vector.width=4", "link.flitBits=64").Issue(Opcode.Receive, at: 0);

        UnitHarness receiver = Receiver();
        Assert.Equal(1, receiver.Probe(ReceiverComponent.Input, at: 1000));
        Assert.Equal(12, receiver.Activities.Sum(activity => activity.Items));
        Assert.All(receiver.Activities, activity => Assert.InRange(activity.Items, 1, 4));
        Assert.All(receiver.Activities, activity => Assert.Equal(1, activity.Duration.Nanoseconds));
        double last = receiver.Activities[^1].Start.Nanoseconds;
        Receiver().AssertFull(ReceiverComponent.Input, from: last + 1);
    }

    [Fact]
    public void A_sender_sends_a_flit_a_flit_time_and_leaves_its_latch_with_the_last()
    {
        UnitHarness Sender() => new UnitHarness("sender", 16, 4, "link.flitNs=3", "link.flitBits=32")
            .Fill(VectorComponent.Statistics, at: 5.5).Issue(Opcode.Send, Traits.FromStatistics);

        // Five words of statistics, a flit each, from the first edge after 5.5.
        UnitHarness sender = Sender();
        sender.AssertEarliestStart(SenderComponent.Inject, 6, occupancy: 3);
        Assert.Equal([6.0, 9.0, 12.0, 15.0, 18.0], sender.Activities.Select(activity => activity.Start.Nanoseconds));
        Sender().AssertEmpty(VectorComponent.Statistics, from: 21);
    }
}
