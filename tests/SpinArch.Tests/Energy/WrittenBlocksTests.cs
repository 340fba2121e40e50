using SpinArch.Energy;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Energy;

/// <summary>What writing blocks in turn costs, reckoned by hand from the shipped constants.</summary>
public sealed class WrittenBlocksTests
{
    // One tile, two blocks of 100 x 50 on one pair, three samples: block 1 is written in each, block 0 again after the first two; the mean once, for mu reuse.
    private const int Weights = 100 * 50;
    private const int Writes = 3 + 2;
    private const int MeanWrites = 1;

    [Fact]
    public void Cells_and_fetched_bits_are_those_of_the_writes()
    {
        (EnergyAccount account, _, _) = Run(
            Simulated.Run(Simulated.Timing(200, 50), 3, 1, "mapping.fanIn=timeMultiplex", "crossbar.blocksPerTile=2", "crossbar.rows=100"));

        // A sigma and a mean cell on each of two lines, 9.31 fJ each; 4 bits of sigma, 4 and a sign of the mean, (8.6 + 3) mW x 2 ns and 0.475 mW x 1 ns for 256 bits.
        Assert.Equal(Weights * 2 * (Writes + MeanWrites) * 9.31, Line(account, "write"), 6);
        Assert.Equal(Weights * ((4 * Writes) + (5 * MeanWrites)) * (((8.6 + 3) * 2) + 0.475) * 1000 / 256, Line(account, "levelFetch"), 3);
    }

    [Theory]
    [InlineData(2, 1)] // 2 x 128 x 128 x 9 bits are 36,864 bytes
    [InlineData(4, 2)] // 73,728
    [InlineData(7, 2)] // 129,024
    [InlineData(8, 3)] // 147,456
    public void A_level_memory_is_as_many_macros_of_64_KB_as_hold_the_levels_of_all_blocks(int blocks, int macros)
    {
        (EnergyAccount account, AreaAccount area, Simulated run) = Run(
            Simulated.Run(Simulated.Timing(784, 100), 1, 1, "mapping.fanIn=timeMultiplex", $"crossbar.blocksPerTile={blocks}"));

        int tiles = run.Program.Tiles.Length;
        Assert.Equal(macros * tiles, Assert.Single(area.Terms, term => term is { Unit.Name: "writer", Part: "levelMemory" }).Instances);
        Assert.Equal((0.090 + 0.00145) * tiles,
            area.Terms.Where(term => term is { Unit.Name: "writer", Part: "bus" or "controller" }).Sum(term => term.TotalMm2), 9);
        Assert.Equal(macros * tiles * 0.46 * run.Result.End.Nanoseconds * 1000, Line(account, "memoryIdle"), 0);
    }

    [Fact]
    public void Where_every_block_stays_there_is_no_memory_and_nothing_is_written()
    {
        (EnergyAccount account, AreaAccount area, _) = Run(
            Simulated.Run(Simulated.Timing(784, 100), 1, 1, "mapping.fanIn=timeMultiplex", "crossbar.pairsPerTile=7"));
        Assert.DoesNotContain(account.Lines, line => line.Unit == WriterComponent.Writer);
        Assert.DoesNotContain(area.Terms, term => term.Unit == WriterComponent.Writer);
    }

    private static double Line(EnergyAccount account, string action) =>
        Assert.Single(account.Lines, line => line.Unit == WriterComponent.Writer && line.Action == action).Total.Femtojoules;

    private static (EnergyAccount Account, AreaAccount Area, Simulated Run) Run(Simulated run)
    {
        ArchitectureSpec spec = run.Spec;
        EnergyModel model = EnergyModel.Create(spec, run.Program);
        var ledger = new ActivityLedger(model.Sites);
        foreach (Activity activity in run.Activities)
        {
            ledger.OnActivity(in activity);
        }

        return (model.Cost(ledger, run.Result.End), AreaModel.Of(spec, run.Program), run);
    }
}
