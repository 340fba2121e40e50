using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Functional;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Hardware;

/// <summary>A chip without sigma: what it has not, what it computes, how long it takes, and which networks it refuses.</summary>
public sealed class MeanOnlyTests
{
    [Fact]
    public void No_unit_of_a_sigma_does_anything_costs_anything_or_takes_area()
    {
        (ArchitectureSpec spec, Program program, RunResult result, ActivityLedger ledger) = Simulate(Simulated.Timing(300, 60, 10),
            MeanChip.Load(), 3);
        EnergyAccount account = EnergyModel.Create(spec, program).Cost(ledger, result.End);
        string[] units = ["trng", "accumulator", "scaler", "sigmaDac", "sigmaCrossbar"];

        Assert.DoesNotContain(account.Lines, line => units.Contains(line.Unit.Name));
        Assert.DoesNotContain(account.Lines, line => line.Action.StartsWith("gaussian", StringComparison.Ordinal));
        Assert.DoesNotContain(AreaModel.Of(spec, program).Terms, term => units.Contains(term.Unit.Name));
        Assert.Equal(4 * 2L * 128 * 128,
            AreaModel.Of(spec, program).Terms.Single(term => term.Unit == CrossbarComponent.MeanCrossbar).Instances);
        Assert.Equal((300L * 60 * 2) + (60 * 10 * 2), ProgrammingCost.Of(spec, program).Cells);
        Assert.Equal(0, ledger.Of(SamplerComponent.Fill).Count + ledger.Of(ScalerComponent.Scale).Count);
    }

    [Fact]
    public void Columns_follow_each_other_as_fast_as_they_are_read_and_are_converted_once()
    {
        (_, _, RunResult few, _) = Simulate(Simulated.Timing(100, 40), MeanChip.Load(), 5);
        (_, _, RunResult many, ActivityLedger ledger) = Simulate(Simulated.Timing(100, 40), MeanChip.Load(), 9);
        (_, _, RunResult slowFew, _) = Simulate(Simulated.Timing(100, 40), MeanChip.Load("adc.intervalNs=15"), 5);
        (_, _, RunResult slowMany, _) = Simulate(Simulated.Timing(100, 40), MeanChip.Load("adc.intervalNs=15"), 9);

        Assert.Equal(new Picoseconds(4 * 40 * 10_000), many.End - few.End);
        Assert.Equal(new Picoseconds(4 * 40 * 15_000), slowMany.End - slowFew.End);
        Assert.Equal(9 * 40, ledger.Of(ComponentCatalog.Activities.Single(kind => kind.Name == "Convert")).Items);
    }

    [Fact]
    public void A_result_is_the_sum_of_codes_and_levels_by_hand()
    {
        NetworkGraph graph = WithoutSigma(RandomNetworks.Network(5, Activation.None, bias: true, 40, 6));
        ArchitectureSpec spec = MeanChip.Load("adc.lossless=true");
        byte[] image = RandomNetworks.Images(5, 1, 40)[0];
        (_, Program program, RunResult result, _) = Simulate(graph, spec, 1, [image]);
        LayerBlock block = Assert.Single(program.Tiles[0].Blocks);

        Assert.Empty(block.SigmaLevels);
        for (int column = 0; column < 6; column++)
        {
            long sum = 255L * block.MeanLevels[(column * 41) + 40];
            for (int row = 0; row < 40; row++)
            {
                sum += image[row] * block.MeanLevels[(column * 41) + row];
            }

            long word = block.Arithmetic.MeanMultiplier * sum;
            int shift = block.Arithmetic.WordFraction - block.Arithmetic.OutputFraction;
            Assert.Equal((long)Math.Round(word / Math.ScaleB(1, shift), MidpointRounding.AwayFromZero), result.Sums[column]);
        }
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "crossbar.rows=31 weight.cellBits=2")]
    [InlineData(3, "crossbar.columnSum=neuron")]
    [InlineData(4, "device.conductanceSpread=0.1 device.readNoise=0.01 device.lineResistance=0.0005 device.stuckOn=0.02")]
    [InlineData(5, "crossbar.rows=24 crossbar.blocksPerTile=4 mapping.fanIn=timeMultiplex mapping.replicas=2")]
    public void The_functional_path_gives_the_machines_results(int number, string settings)
    {
        NetworkGraph graph = WithoutSigma(RandomNetworks.Network(number, Activation.None, bias: number % 2 == 0, 70, 33, 7));
        ArchitectureSpec spec = MeanChip.Load(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        byte[][] images = RandomNetworks.Images(number, 3, 70);
        (_, Program program, RunResult result, _) = Simulate(graph, spec, 2, images);

        ImmutableArray<long[]> functional = new FunctionalNetwork(spec, program).Run(images, 1, 2);

        Assert.Equal(result.Sums,
            functional.SelectMany(input => Enumerable.Range(0, 7).Select(output => input[output] + input[7 + output])));
    }

    [Theory]
    [InlineData("", 0.02)]
    [InlineData("adc.intervalNs=15 weight.cellBits=2", 0.02)]
    [InlineData("crossbar.rows=40 crossbar.columns=40 mapping.fanIn=chain", 0.05)]
    [InlineData("crossbar.rows=100 crossbar.blocksPerTile=4 mapping.fanIn=timeMultiplex", 0.02)]
    public void The_estimate_counts_what_the_machine_does_and_is_near_its_time(string settings, double tolerance)
    {
        ArchitectureSpec spec = MeanChip.Load(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        NetworkGraph graph = Simulated.Timing(300, 60, 10);
        (_, Program program, RunResult result, ActivityLedger ledger) = Simulate(graph, spec, 7);
        var estimator = new NetworkEstimator(graph);
        PointEstimate estimate = estimator.Estimate(spec, 7, 1);
        ActivityLedger counted = EstimatedLedger.Of(ledger.Sites, spec, estimator.LayoutOf(spec, 7), 7, 1);

        foreach (ActivityKind kind in ComponentCatalog.Activities.Where(kind => kind != ReceiverComponent.ReceiveVector))
        {
            Assert.Equal(ledger.Of(kind), counted.Of(kind));
        }

        Assert.Equal(SpinArch.Reports.EnergySummary.AreaOf(spec, program).Total, estimate.AreaMm2);
        Assert.InRange((double)estimate.Total.Value / result.End.Value, 1 - tolerance, 1 + tolerance);
    }

    [Fact]
    public void A_network_with_a_sigma_is_refused_in_one_line_and_one_whose_sigmas_are_all_zero_is_not()
    {
        NetworkGraph drawn = RandomNetworks.Network(1, Activation.None, bias: false, 20, 5);
        ArchitectureSpec spec = MeanChip.Load();
        string message = Assert.Throws<InputException>(() => CompilerPipeline.Compile(drawn, spec, 1, 1)).Message;
        var job = new EstimateJob { Spec = spec, Graph = drawn, Samples = 1, Inputs = 1 };

        Assert.Equal(
            "random: layer 'layer0' has weights with a sigma, and means draws no weights (it lists no \"scaler\"); "
            + "allowed are networks without sigma, or an architecture with one", message);
        Assert.Equal(message, Assert.Throws<InputException>(() => job.Run()).Message);
        CompilerPipeline.Compile(WithoutSigma(drawn), spec, 1, 1);
    }

    [Fact]
    public void A_program_of_the_other_kind_of_chip_is_refused()
    {
        NetworkGraph graph = WithoutSigma(RandomNetworks.Network(1, Activation.None, bias: false, 20, 5));
        ArchitectureSpec means = MeanChip.Load();
        ArchitectureSpec sigmas = Simulated.Run(graph, 1, 1).Spec;

        Assert.Contains("has no sigma levels, and all-spin has sigma crossbars",
            Refusal(sigmas, CompilerPipeline.Compile(graph, means, 1, 1)), StringComparison.Ordinal);
        Assert.Contains("means has no sigma crossbars", Refusal(means, CompilerPipeline.Compile(graph, sigmas, 1, 1)),
            StringComparison.Ordinal);

        static string Refusal(ArchitectureSpec spec, Program program) => Assert.Throws<InputException>(() => new Machine(
            spec, program with { ArchitectureHash = spec.Hash },
                new MachineInputs { Seed = 1, Images = [], ArrivalInterval = Picoseconds.Zero },
            new ActivityLedger(SiteMap.Of(program)))).Message;
    }

    [Theory]
    [InlineData("weight.sigmaBits=3", "'weight.sigmaBits' is of")]
    [InlineData("mapping.muReuse=false", "'mapping.muReuse' is of the component \"scaler\", which this architecture does not have")]
    [InlineData("sampler.bits=3", "'sampler.bits' is of the component \"sampler\", which this architecture does not have")]
    [InlineData("constants.trng.bitEnergy=3", "is of the component \"sampler\", which this architecture does not have")]
    public void Keys_of_a_sigma_do_not_exist(string setting, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => MeanChip.Load(setting)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""["sampler", "crossbar", "converter", "writer", "vector", "sender", "receiver"]""", "the sampler fills the Gaussian bank, which nothing listed takes")]
    [InlineData("""["scaler", "crossbar", "converter", "writer", "vector", "sender", "receiver"]""", "the scaler needs the Gaussian bank of \"sampler\", which is not listed")]
    public void A_sampler_without_a_scaler_is_no_tile_and_the_reverse(string components, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => MeanChip.Of(components)).Message, StringComparison.Ordinal);

    internal static NetworkGraph WithoutSigma(NetworkGraph graph) =>
        graph with { Layers = [.. graph.Layers.Select(layer => layer with { Sigma = new float[layer.Sigma.Length] })] };

    private static (ArchitectureSpec Spec, Program Program, RunResult Result, ActivityLedger Ledger) Simulate(
        NetworkGraph graph, ArchitectureSpec spec, int samples, params byte[][] images)
    {
        Program program = CompilerPipeline.Compile(graph, spec, samples, Math.Max(1, images.Length));
        var ledger = new ActivityLedger(SiteMap.Of(program));
        var machine = new Machine(spec, program, new MachineInputs { Seed = 1, Images = images, ArrivalInterval = Picoseconds.Zero },
            ledger);
        return (spec, program, machine.Run(), ledger);
    }
}
