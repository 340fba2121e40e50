using SpinArch.Compilation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Functional;

namespace SpinArch.Tests.Compilation;

/// <summary>Layers of full size: hundreds of tiles compute, with exact converters, what one unbounded crossbar computes without time.</summary>
public sealed class LargeLayerTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Theory]
    [InlineData(4096, 4096, "mapping.fanIn=gather", "crossbar.rows=256 crossbar.columns=256")]
    [InlineData(4096, 4096, "mapping.fanIn=chain", "crossbar.rows=128 crossbar.columns=128")]
    [InlineData(4096, 4096, "mapping.fanIn=tree", "crossbar.rows=200 crossbar.columns=256 mapping.blocks=greedy")]
    [InlineData(4096, 4096, "mapping.fanIn=timeMultiplex", "crossbar.rows=128 crossbar.columns=256 crossbar.pairsPerTile=8")]
    [InlineData(3001, 1999, "mapping.fanIn=timeMultiplex", "crossbar.rows=128 crossbar.columns=100 crossbar.blocksPerTile=16 link.receiveFlits=1")]
    [InlineData(4096, 10, "mapping.fanIn=gather", "crossbar.rows=32 crossbar.columns=32 link.receiveFlits=1 link.bufferFlits=1")]
    [InlineData(4096, 10, "mapping.fanIn=tree", "crossbar.rows=32 crossbar.columns=32 link.receiveFlits=1 link.bufferFlits=1 latch.banks=1")]
    [InlineData(17, 4096, "mapping.fanIn=chain", "crossbar.rows=3 crossbar.columns=256")]
    public void Results_are_those_of_one_crossbar(int rows, int columns, string strategy, string settings)
    {
        NetworkGraph graph = RandomNetworks.Network(rows + columns, Activation.None, bias: false, rows, columns);
        byte[][] images = RandomNetworks.Images(rows, 1, rows);
        ArchitectureSpec whole = Load("adc.lossless=true", "crossbar.rows=unbounded", "crossbar.columns=unbounded");
        long[] expected = new FunctionalNetwork(whole, CompilerPipeline.Compile(graph, whole, 1, 1)).Run(images, 1, samples: 1)[0];

        ArchitectureSpec spec = Load(["adc.lossless=true", strategy, .. settings.Split(' ')]);
        Program program = CompilerPipeline.Compile(graph, spec, 1, 1);
        RunResult run = new Machine(spec, program, new MachineInputs { Seed = 1, Images = images, ArrivalInterval = Picoseconds.Zero }).Run();

        Assert.Equal(expected.AsEnumerable(), run.Sums);
        Assert.Equal(expected.Select(result => result * result), run.SquareSums);
        Assert.Equal((long)rows * columns, program.Tiles.Sum(tile => tile.Blocks.Sum(block => (long)block.Rows * block.Columns)));
    }

    /// <summary>More row blocks than a tile can take partial sums from: the message says by which ways no tile must, and by those the layer compiles.</summary>
    [Fact]
    public void A_fan_in_too_wide_to_gather_is_told_the_other_ways()
    {
        NetworkGraph graph = Hardware.Simulated.Timing(65535, 10);
        string message = Assert.Throws<InputException>(() => CompilerPipeline.Compile(graph, Load("mapping.fanIn=gather"), 1, 1)).Message;

        Assert.Contains("needs 511 partial sums of one column a tile, the instruction set allows 255", message, StringComparison.Ordinal);
        Assert.Contains("mapping.fanIn=tree or chain", message, StringComparison.Ordinal);
        foreach (string way in (string[])["tree", "chain"])
        {
            Assert.Equal(512, CompilerPipeline.Compile(graph, Load($"mapping.fanIn={way}"), 1, 1).Tiles.Length);
        }
    }

    private static ArchitectureSpec Load(params string[] settings) => ArchitectureLoader.Load("all-spin", settings, environment: NoVariables).Architecture;
}
