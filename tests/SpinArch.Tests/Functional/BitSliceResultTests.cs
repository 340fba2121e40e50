using FsCheck;
using FsCheck.Fluent;
using SpinArch.Compilation;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Functional;

/// <summary>What comes out of weights that lie over several cells.</summary>
public sealed class BitSliceResultTests
{
    private const int Samples = 2;

    private static readonly Gen<(int Number, int[] Sizes, string[] Settings)> Cases =
        from number in Gen.Choose(0, int.MaxValue - 1)
        from depth in Gen.Choose(1, 2)
        from sizes in Gen.ArrayOf(Gen.Choose(2, 50), depth + 1)
        from rows in Gen.Choose(12, 60)
        from columns in Gen.Choose(7, 60)
        from mean in Gen.Choose(1, 7)
        from sigma in Gen.Choose(1, 7)
        from cell in Gen.Choose(1, 4)
        from adc in Gen.Choose(3, 12)
        from fanIn in Gen.Elements("gather", "chain", "tree")
        from spread in Gen.Elements("0", "0.2")
        from stuck in Gen.Elements("0", "0.05")
        select (number, sizes, new[]
        {
            $"crossbar.rows={rows}", $"crossbar.columns={columns}", $"weight.meanBits={mean}", $"weight.sigmaBits={sigma}", $"weight.cellBits={cell}",
            $"adc.bits={adc}", $"mapping.fanIn={fanIn}", $"device.conductanceSpread={spread}", $"device.stuckOff={stuck}", $"device.stuckOn={stuck}",
        });

    [Fact]
    public void Machine_and_functional_path_compute_what_the_page_says_cell_by_cell() =>
        Prop.ForAll(Arb.From(Cases), test => AssertAllAlike(test.Number, test.Sizes, test.Settings)).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Lossless_codes_put_together_are_the_sums_so_cells_do_not_matter(int cellBits)
    {
        NetworkGraph graph = RandomNetworks.Network(cellBits, Activation.None, bias: true, 70, 40, 9);
        byte[][] images = RandomNetworks.Images(cellBits, 2, 70);
        string[] settings = ["weight.meanBits=6", "weight.sigmaBits=5", "adc.lossless=true", "crossbar.rows=32"];
        string[] sliced = [.. settings, $"weight.cellBits={cellBits}", "crossbar.columns=25"];

        Simulated whole = Simulated.Run(graph, Samples, 2, images, 3, Picoseconds.Zero, [.. settings, "weight.cellBits=6"]);
        Simulated parts = Simulated.Run(graph, Samples, 2, images, 3, Picoseconds.Zero, sliced);

        Assert.True(parts.Program.Tiles.Length > whole.Program.Tiles.Length);
        Assert.Equal(whole.Result.Sums.AsEnumerable(), parts.Result.Sums);
        Assert.Equal(whole.Result.SquareSums.AsEnumerable(), parts.Result.SquareSums);
    }

    [Fact]
    public void Slices_convert_more_finely_by_as_much_as_their_steps_are_smaller()
    {
        // The top slice of 6 bits in cells of c errs by 2^(6 - c) (2^c - 1) / 63 of what whole weights err by, the lower ones by 2^-c of the one above.
        NetworkGraph graph = RandomNetworks.Network(5, Activation.None, bias: false, 100, 20);
        byte[][] images = RandomNetworks.Images(5, 20, 100);
        double[] exact = Values("weight.cellBits=6", "adc.lossless=true");

        double whole = Error("weight.cellBits=6");
        Assert.InRange(Error("weight.cellBits=1") / whole, 0.5, 0.75);
        Assert.InRange(Error("weight.cellBits=2") / whole, 0.65, 0.9);
        Assert.InRange(Error("weight.cellBits=4") / whole, 0.8, 1);

        double Error(string cells) => Values(cells).Zip(exact).Average(pair => Math.Abs(pair.First - pair.Second));

        double[] Values(params string[] settings)
        {
            ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", ["weight.meanBits=6", "weight.sigmaBits=6", "adc.bits=6", .. settings]).Architecture;
            var network = new FunctionalNetwork(spec, CompilerPipeline.Compile(graph, spec, Samples, images.Length));
            return [.. network.Run(images, 1, Samples).SelectMany(results => results).Select(result => result * network.OutputScale)];
        }
    }

    private static void AssertAllAlike(int number, int[] sizes, string[] settings)
    {
        Activation last = number % 2 == 0 ? Activation.None : Activation.SaturatingLinear;
        NetworkGraph graph = RandomNetworks.Network(number, last, number % 3 == 0, sizes);
        byte[][] images = RandomNetworks.Images(number, 1, sizes[0]);
        Simulated run = Simulated.Run(graph, Samples, 1, images, (ulong)number, Picoseconds.Zero, settings);
        var reference = new SlicedReference(run.Spec, run.Program, (ulong)number);

        long[][] expected = [.. Enumerable.Range(0, Samples).Select(sample => reference.Evaluate(0, images[0], sample, last))];

        Assert.Equal(expected.SelectMany(results => results), new FunctionalNetwork(run.Spec, run.Program).Run(images, (ulong)number, Samples).SelectMany(results => results));
        Assert.Equal(Enumerable.Range(0, sizes[^1]).Select(output => expected.Sum(results => results[output])), run.Result.Sums);
    }
}
