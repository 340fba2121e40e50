using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tests.Isa;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Hardware;

/// <summary>A program by hand runs on crossbars that hold its blocks, and on no others.</summary>
public sealed class BlocksOnCrossbarsTests
{
    [Theory]
    [InlineData("isa/filetests/carry.sasm", "crossbar.pairsPerTile=1", "block 1 of tile 0 lies on crossbar pair 1; a tile has 1, counted from 0 (crossbar.pairsPerTile)")]
    [InlineData("isa/examples/one-dense-layer.sasm", "crossbar.rows=2", "rows; a crossbar has 2 (crossbar.rows)")]
    [InlineData("isa/examples/one-dense-layer.sasm", "crossbar.columns=2", "columns of weights; a crossbar holds 2 (crossbar.columns, weight.cellBits)")]
    public void A_block_that_does_not_fit_is_refused(string file, string setting, string message)
    {
        ArchitectureSpec spec = ConfigurationBench.Load(setting).Architecture;

        var error = Assert.Throws<InputException>(() => Run(file, spec));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Two_blocks_that_share_a_pair_need_one()
    {
        ArchitectureSpec spec = ConfigurationBench.Load("crossbar.blocksPerTile=2").Architecture;
        Assert.True(Run("isa/filetests/write.sasm", spec).End > Picoseconds.Zero);
    }

    private static RunResult Run(string file, ArchitectureSpec spec)
    {
        Program program = Assembler.AssembleFile(Repository.PathOf(file), spec.Hash);
        ProgramVerifier.Verify(program, file);
        return new Machine(spec, program, new MachineInputs { Seed = 1, Images = [], ArrivalInterval = Picoseconds.Zero }).Run();
    }
}
