using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Tests.Hardware;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Functional;

/// <summary>A bias is an always driven last row: compiled, verified, filed, printed and run like any other.</summary>
public sealed class BiasTests
{
    private const int Samples = 2;

    [Theory]
    [InlineData(1, "crossbar.rows=128", "crossbar.columns=128")]
    [InlineData(2, "crossbar.rows=7", "crossbar.columns=5")]
    [InlineData(3, "crossbar.rows=31", "crossbar.columns=128")]
    [InlineData(4, "crossbar.rows=unbounded", "crossbar.columns=unbounded")]
    public void A_biased_network_is_verified_survives_both_file_forms_and_gives_the_functional_result(int seed, params string[] settings)
    {
        NetworkGraph graph = RandomNetworks.Network(seed, Activation.None, bias: true, 30, 12, 4);
        byte[][] images = RandomNetworks.Images(seed, 2, 30);
        Simulated run = Simulated.Run(graph, Samples, images.Length, images, (ulong)seed, Picoseconds.Zero, settings);

        ProgramVerifier.Verify(run.Program, "biased");
        CompiledProgram filed = ProgramFile.FromBytes(ProgramFile.ToBytes(run.Program, "biased"), "biased");
        CompiledProgram printed = Assembler.Assemble(Disassembler.Disassemble(run.Program, "biased"), "biased", null);
        byte[] bytes = ProgramFile.ToBytes(run.Program, "biased");
        Assert.Equal(bytes, ProgramFile.ToBytes(filed, "biased"));
        Assert.Equal(bytes, ProgramFile.ToBytes(printed, "biased"));
        Assert.Equal(graph.Layers.Length, filed.Tiles.SelectMany(tile => tile.Blocks).Where(block => block.AlwaysDrivenRows == 1).Select(block => block.Layer).Distinct().Count());

        var results = new FunctionalNetwork(run.Spec, filed).Run(images, (ulong)seed, Samples);
        Assert.Equal(run.Result.Sums, results.SelectMany(result =>
            Enumerable.Range(0, 4).Select(output => Enumerable.Range(0, Samples).Sum(sample => result[(sample * 4) + output]))));
    }

    [Fact]
    public void A_bias_shifts_the_result_of_a_dark_image()
    {
        NetworkGraph graph = RandomNetworks.Network(9, Activation.None, bias: true, 20, 3);
        Simulated run = Simulated.Run(graph, 1, 1, [new byte[20]], 1, Picoseconds.Zero);

        Assert.Contains(run.Result.Sums, sum => sum != 0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(21)]
    public void Other_numbers_of_always_driven_rows_are_refused(int rows)
    {
        NetworkGraph graph = RandomNetworks.Network(9, Activation.None, bias: true, 20, 3);
        CompiledProgram program = Simulated.Run(graph, 1, 1, [new byte[20]], 1, Picoseconds.Zero).Program;
        TileProgram tile = program.Tiles[0];
        CompiledProgram changed = program with { Tiles = [tile with { Blocks = [tile.Blocks[0] with { AlwaysDrivenRows = rows }] }] };

        var refused = Assert.Throws<SpinArch.Files.InputException>(() => ProgramVerifier.Verify(changed, "changed"));
        Assert.Contains("always driven", refused.Message, StringComparison.Ordinal);
    }
}
