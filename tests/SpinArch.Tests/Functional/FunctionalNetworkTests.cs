using FsCheck;
using FsCheck.Fluent;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Functional;

public sealed class FunctionalNetworkTests
{
    private const int Samples = 3;

    private static readonly Gen<(int Number, int[] Sizes, string[] Settings)> Cases =
        from number in Gen.Choose(0, int.MaxValue - 1)
        from depth in Gen.Choose(1, 3)
        from sizes in Gen.ArrayOf(Gen.Choose(1, 70), depth + 1)
        from rows in Gen.Choose(12, 80)
        from columns in Gen.Choose(12, 80)
        from lossless in Gen.Elements("true", "false")
        from sum in Gen.Elements("digital", "neuron")
        from dac in Gen.Choose(1, 12)
        from adc in Gen.Choose(2, 12)
        from neuron in Gen.Choose(1, 8)
        from weight in Gen.Choose(1, 7)
        from cell in sum == "neuron" ? Gen.Constant(7) : Gen.Choose(1, 7)
        from variables in Gen.Choose(1, 7)
        from bits in Gen.Frequency((3, Gen.Constant(8)), (1, Gen.Choose(1, 16)))
        from spread in Gen.Elements("0", "0", "0.2")
        from stuck in Gen.Elements("0", "0", "0.03")
        from bias in Gen.Elements("0", "0", "0.02", "-0.4")
        from biasSpread in Gen.Elements("0", "0", "0.05")
        from lanes in Gen.Choose(1, 90)
        from noise in Gen.Elements("0", "0", "0.01")
        from lines in Gen.Elements("0", "0", "0.0005")
        from replicas in Gen.Choose(1, 3)
        from reuse in Gen.Elements("true", "false")
        from places in Gen.Elements("", "", "mapping.fanIn=timeMultiplex crossbar.pairsPerTile=2", "mapping.fanIn=timeMultiplex crossbar.blocksPerTile=16")
        select (number, sizes, new[]
        {
            $"device.readNoise={noise}", $"device.lineResistance={lines}", $"mapping.muReuse={reuse}", $"mapping.replicas={replicas}",
            $"device.trngBias={bias}", $"device.trngBiasSpread={biasSpread}", $"sampler.lanes={lanes}",
            $"device.conductanceSpread={spread}", $"device.stuckOff={stuck}", $"device.stuckOn={stuck}",
            $"crossbar.rows={rows}", $"crossbar.columns={columns}", $"adc.lossless={lossless}", $"crossbar.columnSum={sum}", $"dac.bits={dac}",
            $"adc.bits={adc}", $"neuron.bits={neuron}", $"weight.meanBits={weight}", $"weight.sigmaBits={weight}", $"weight.cellBits={cell}", $"sampler.variables={variables}", $"sampler.bits={bits}",
        }.Concat(places.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray());

    [Fact]
    public void Results_are_those_of_the_machine_bit_for_bit() =>
        Prop.ForAll(Arb.From(Cases), test => AssertEqualToMachine(test.Number, test.Sizes, test.Settings)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_papers_widths_give_the_machines_results() => AssertEqualToMachine(7, [300, 40, 10], []);

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        NetworkGraph graph = RandomNetworks.Network(3, Activation.None, bias: true, 90, 30, 5);
        byte[][] images = RandomNetworks.Images(3, 20, 90);
        FunctionalNetwork network = Compiled(graph, images.Length);

        Assert.Equal(
            network.Run(images, 5, Samples, threads: 1).SelectMany(result => result),
            network.Run(images, 5, Samples, threads: 4).SelectMany(result => result));
    }

    [Fact]
    public void An_image_of_zeros_draws_nothing_and_has_no_spread()
    {
        NetworkGraph graph = RandomNetworks.Network(4, Activation.None, bias: false, 64, 3);

        long[] results = Compiled(graph, 1).Run([new byte[64]], 1, Samples)[0];

        Assert.All(results, result => Assert.Equal(0, result));
    }

    internal static FunctionalNetwork Compiled(NetworkGraph graph, int inputs, params string[] settings)
    {
        var spec = SpinArch.Configuration.ArchitectureLoader.Load("all-spin", settings).Architecture;
        return new FunctionalNetwork(spec, SpinArch.Compilation.CompilerPipeline.Compile(graph, spec, Samples, inputs));
    }

    private static void AssertEqualToMachine(int number, int[] sizes, string[] settings)
    {
        NetworkGraph graph = RandomNetworks.Network(number, number % 2 == 0 ? Activation.None : Activation.SaturatingLinear, number % 3 == 0, sizes);
        byte[][] images = RandomNetworks.Images(number, 2, sizes[0]);
        Simulated run = Simulated.Run(graph, Samples, images.Length, images, (ulong)number, Picoseconds.Zero, settings);
        var network = new FunctionalNetwork(run.Spec, run.Program);

        var results = network.Run(images, (ulong)number, Samples);

        Assert.Equal(run.Result.Sums, results.SelectMany(result => Totals(result, sizes[^1], value => value)));
        Assert.Equal(run.Result.SquareSums, results.SelectMany(result => Totals(result, sizes[^1], value => value * value)));
    }

    private static IEnumerable<long> Totals(long[] results, int outputs, Func<long, long> of) =>
        Enumerable.Range(0, outputs).Select(output => Enumerable.Range(0, Samples).Sum(sample => of(results[(sample * outputs) + output])));
}
