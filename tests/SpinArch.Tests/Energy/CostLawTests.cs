using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Specs;
using SpinArch.Tests.Estimation;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Energy;

/// <summary>What lies beyond a published point, reckoned by hand from the shipped constants.</summary>
public sealed class CostLawTests
{
    [Theory]
    [InlineData("link.flitNs=0.1", 100)] // E t^2 is constant
    [InlineData("link.flitNs=0.5", 4)]
    [InlineData("link.hopNs=0.5", 4)]
    [InlineData("link.flitNs=2", 1)] // an access is an access, however long a flit takes
    [InlineData("link.flitBits=1024", 32)] // linear from 32 bits
    [InlineData("link.flitBits=48", 1.5)]
    public void A_hop_costs_by_speed_and_width(string setting, double factor) =>
        Assert.Equal(16_130 * factor, One(NetworkComponent.Link, "hop", NetworkComponent.Hop, setting), 3);

    [Theory]
    [InlineData("link.receiveFlits=1", 1)]
    [InlineData("link.receiveFlits=256", 2)] // the root of the depth, as PUMA scales its own from 16 to 64 entries
    [InlineData("clock.periodNs=0.5", 4)]
    public void A_word_received_costs_by_depth_and_speed(string setting, double factor) =>
        Assert.Equal(8_960 * factor, One(NetworkComponent.Link, "receive", VectorComponent.ReceiveWord, setting), 3);

    [Theory]
    [InlineData("adc.intervalNs=2", 8, 1)]
    [InlineData("adc.intervalNs=0.5", 8, 2.808889751)] // 2^1.49
    [InlineData("adc.bits=4", 4, 1)] // linear as published up to 8 bits
    [InlineData("adc.bits=10", 8, 4)] // then twice for each bit
    public void A_conversion_costs_by_rate_and_bits(string setting, int publishedBits, double factor) =>
        Assert.Equal(225 * publishedBits * factor, One(ConverterComponent.Adc, "conversion", ConverterComponent.Convert, setting), 3);

    [Fact]
    public void A_faster_clock_costs_its_units_energy()
    {
        foreach ((UnitKind unit, string action, ActivityKind kind, double femtojoules) in new[]
        {
            (ScalerComponent.Scaler, "multiply", ScalerComponent.Scale, 565.33),
            (VectorComponent.Vector, "add", VectorComponent.Add, 265.24),
            (SequencerComponent.Sequencer, "control", SequencerComponent.Fetch, 250.0),
            (RegistersComponent.Latch, "outputWrite", ConverterComponent.Convert, 160.0),
        })
        {
            Assert.Equal(femtojoules, One(unit, action, kind, "clock.periodNs=1"), 6);
            Assert.Equal(femtojoules * 100, One(unit, action, kind, "clock.periodNs=0.1"), 6);
        }
    }

    [Theory]
    [InlineData("crossbar.columnReadNs=10", 1)]
    [InlineData("crossbar.columnReadNs=2", 1)] // what settles faster draws more: the energy stays
    [InlineData("crossbar.columnReadNs=20", 2)] // what drives longer draws longer
    public void A_dac_drives_for_no_less_than_the_published_energy(string setting, double factor) =>
        Assert.Equal(3.50625 * 8 * 10 * factor, One(CrossbarComponent.SigmaDac, "drive", CrossbarComponent.SigmaDrive, setting), 6);

    [Fact]
    public void Every_channel_has_a_buffer_and_its_depth_and_width_cost_area()
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 10), 1, 1);
        int channels = run.Program.Tiles.Sum(tile => tile.Receives.Length);

        Assert.True(channels > run.Program.Tiles.Length);
        Assert.Equal(channels * 0.0044, Area("receiveBuffer"), 9);
        Assert.Equal(channels * 0.0044 * 64, Area("receiveBuffer", "link.receiveFlits=4096"), 6);
        Assert.Equal(channels * 0.0044 * 32, Area("receiveBuffer", "link.flitBits=1024"), 6);
        Assert.Equal(Area("router") * 32, Area("router", "link.flitBits=1024"), 6);
        Assert.Equal(Area("router") / 0.047 * 5 * 0.0044 * 60 / 64, Area("inputBuffer", "link.bufferFlits=64"), 6);

        double Area(string part, params string[] settings) =>
            AreaModel.Of(Hardware(settings), run.Program).Terms.Single(term => term.Part == part).TotalMm2;
    }

    [Theory]
    [InlineData("link.flitBits=32", 1)] // a word a ns; 16 words take 5 ns
    [InlineData("link.flitBits=1024", 20)] // 63 words
    [InlineData("link.flitNs=0.1", 4)]
    public void The_port_has_as_many_off_chip_links_as_its_rate_needs(string setting, int links) =>
        Assert.Equal(links, AreaModel.Of(Hardware(setting), PaperNetwork.Program(Hardware(setting))).Terms.Single(term => term.Part == "offChip").Instances);

    [Theory]
    [InlineData(5, 1, 2)] // weights of 5 bits: 32 levels of 20 nm
    [InlineData(7, 1, 8)]
    [InlineData(3, 2, 1)] // slices of 3 bits are charged as the published 4
    public void A_cell_of_more_levels_is_longer(int cellBits, int slices, double factor)
    {
        string bits = slices == 1 ? $"{cellBits}" : $"{(cellBits * slices) - 1}";
        ArchitectureSpec spec = Hardware($"weight.meanBits={bits}", "weight.sigmaBits=1", $"weight.cellBits={cellBits}");

        Assert.Equal(slices, spec.Weight.Slices);
        Assert.Equal(1.28e-8 * factor,
            AreaModel.Of(spec, PaperNetwork.Program(spec)).Terms.Single(term => term is { Unit.Name: "meanCrossbar" }).EachMm2, 14);
        Assert.Equal(9.31 * factor, ProgrammingCost.Of(spec, PaperNetwork.Program(spec)).Cost.Femtojoules, 9);
    }

    [Fact]
    public void Levels_stored_in_a_tiles_memory_are_part_of_programming()
    {
        Simulated run = Simulated.Run(Simulated.Timing(200, 50), 1, 1, "mapping.fanIn=timeMultiplex", "crossbar.blocksPerTile=2", "crossbar.rows=100");
        ProgrammingCost cost = ProgrammingCost.Of(run.Spec, run.Program);

        // Two blocks of 100 x 50 weights of 9 bits, (8.6 + 3) mW x 2 ns and 0.475 mW x 1 ns for 256 of them; the first block's cells.
        double bits = 2 * 100 * 50 * 9;
        Assert.Equal((bits * ((11.6 * 2) + 0.475) * 1000 / 256) + (100 * 50 * 4 * 9.31), cost.Total.Femtojoules, 3);
    }

    [Fact]
    public void Estimator_and_energy_model_agree_beyond_the_published_points()
    {
        foreach (string settings in new[]
        {
            "clock.periodNs=0.3 link.flitNs=0.7", "link.hopNs=0.2 link.flitBits=80 link.receiveFlits=200 link.bufferFlits=9", "adc.intervalNs=0.3 adc.bits=11",
            "crossbar.columnReadNs=0.7 sequencer.queueDepth=13 sampler.banks=5", "weight.meanBits=7 weight.cellBits=6 adc.perTile=2",
            "mapping.fanIn=time-multiplex crossbar.blocksPerTile=3 weight.sigmaBits=6 weight.cellBits=6", "crossbar.columnSum=neuron neuron.bits=6 crossbar.rows=unbounded",
        })
        {
            var design = new RandomDesign(settings, RandomDesign.Load(settings.Split(' ')), Simulated.Timing(300, 120, 10), 3, 2);
            PointEstimate estimate = design.Estimate();
            (_, ActivityLedger ledger, EnergyModel model, SpinArch.Isa.Program program) = design.Simulate();
            EnergyAccount account = model.Cost(ledger, estimate.Total);
            Assert.True(account.Dynamic == estimate.Dynamic, settings);
            Assert.True(account.Total == estimate.Energy, settings);
            Assert.True(AreaModel.Of(design.Spec, program).TotalMm2 == estimate.AreaMm2, settings);
        }
    }

    private static ArchitectureSpec Hardware(params string[] settings) => PaperNetwork.Spec("all-spin", settings);

    // One item of an activity, and what the term's dynamic part makes of it [fJ].
    private static double One(UnitKind unit, string action, ActivityKind kind, string setting)
    {
        ArchitectureSpec spec = Hardware(setting);
        var ledger = new ActivityLedger(EnergyModel.Create(spec, PaperNetwork.Program(spec)).Sites);
        ledger.OnActivity(PaperNetwork.Of(kind, kind == NetworkComponent.Hop ? 3 : 0, 0, 1_000, 1));
        return EnergyModel.Create(spec, PaperNetwork.Program(spec)).Cost(ledger, new SpinArch.Kernel.Picoseconds(1_000))
            .Lines.Single(line => line.Unit == unit && line.Action == action && line.Kind == TermKind.Dynamic).Total.Femtojoules;
    }
}
