using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Functional;

namespace SpinArch.Tests.Hardware;

/// <summary>Weights over several cells as resources of the crossbar: lines, reads, conversions, energy, area.</summary>
public sealed class BitSliceTests
{
    [Fact]
    public void Six_bits_on_cells_of_four_take_two_reads_and_two_conversions_and_one_Gaussian()
    {
        Simulated run = Simulated.Run(Simulated.Timing(100, 20), 3, 1, "weight.meanBits=6");

        Assert.Equal(2, run.Spec.Weight.Slices);
        Assert.Equal(3 * 20 * 100, run.Items(SamplerComponent.Fill));
        Assert.Equal(3 * 20 * 100, run.Items(ScalerComponent.Scale));
        Assert.Equal(3 * 20 * 2, run.Of(CrossbarComponent.SigmaRead).Count());
        Assert.Equal(20 * 2, run.Of(CrossbarComponent.MeanRead).Count());
        Assert.Single(run.Of(CrossbarComponent.MeanDrive));
        Assert.Equal((20 * 2) - 1, run.Of(CrossbarComponent.MeanHold).Count());
        Assert.Equal((3 + 1) * 20 * 2, run.Items(CrossbarComponent.Capture));
        Assert.Equal((3 + 1) * 20 * 2, run.Items(ConverterComponent.Convert));
    }

    [Fact]
    public void The_slices_of_a_column_are_read_one_after_another_from_one_drive()
    {
        Simulated run = Simulated.Run(Simulated.Timing(100, 20), 1, 1, "weight.sigmaBits=7", "weight.cellBits=3", "sigmaInput.banks=1");
        Activity[] reads = [.. run.Of(CrossbarComponent.SigmaRead)];
        Activity[] scalings = [.. run.Of(ScalerComponent.Scale)];

        for (int column = 1; column < 20; column++)
        {
            Activity[] own = [.. reads.Where(read => read.Column == column)];
            Assert.Equal(3, own.Length);
            Assert.Equal(own[0].Start + own[0].Duration, own[1].Start);
            Assert.Equal(own[1].Start + own[1].Duration, own[2].Start);
            Assert.Equal(scalings[column].Start + scalings[column].Duration, own[0].Start);

            // One bank: it is free for the next products when the last slice has been read.
            Assert.True(column == 19 || scalings[column + 1].Start == own[2].Start + own[2].Duration);
        }
    }

    [Fact]
    public void A_cell_that_holds_all_bits_changes_nothing()
    {
        Simulated usual = Simulated.Run(Simulated.Timing(300, 150, 10), 3, 2);
        Simulated large = Simulated.Run(Simulated.Timing(300, 150, 10), 3, 2, "weight.cellBits=7");

        Assert.Equal(usual.Activities, large.Activities);
    }

    [Theory]
    [InlineData(784, 200, 128, 6, 4)]
    [InlineData(100, 37, 10, 7, 2)]
    [InlineData(100, 37, 7, 7, 1)]
    [InlineData(50, 65, 64, 5, 4)]
    public void Every_weight_is_mapped_once_and_its_lines_lie_within_the_crossbar(int inputs, int outputs, int columns, int bits, int cellBits)
    {
        foreach (string blocks in (string[])["balanced", "greedy"])
        {
            ArchitectureSpec spec = Load($"crossbar.columns={columns}", $"weight.meanBits={bits}", $"weight.cellBits={cellBits}", $"mapping.blocks={blocks}");
            Program program = CompilerPipeline.Compile(Simulated.Timing(inputs, outputs), spec, 1, 1);
            var seen = new HashSet<(int, int)>();
            foreach (LayerBlock block in program.Tiles.SelectMany(tile => tile.Blocks))
            {
                Assert.InRange(block.Columns * spec.Weight.Slices, 1, columns);
                for (int weight = 0; weight < block.Rows * block.Columns; weight++)
                {
                    Assert.True(seen.Add((block.RowBase + (weight % block.Rows), block.ColumnBase + (weight / block.Rows))));
                }
            }

            Assert.Equal(inputs * outputs, seen.Count);
            Assert.Equal((outputs + (columns / spec.Weight.Slices) - 1) / (columns / spec.Weight.Slices), program.Tiles.Select(tile => tile.Blocks[0].ColumnBase).Distinct().Count());
        }
    }

    [Fact]
    public void The_partition_says_how_many_lines_a_column_has()
    {
        var text = new List<string>();
        _ = CompilerPipeline.Compile(Simulated.Timing(100, 80), Load("weight.meanBits=7", "weight.cellBits=3"), 1, 1, (stage, product) =>
        {
            if (stage == CompilerStage.Partition)
            {
                text.Add(CompilerDump.Write(product));
            }
        });

        Assert.Contains("layer0: 1 x 2 blocks, Digital column sum, mu reuse, 3 bit lines a column\n", text[0], StringComparison.Ordinal);
        Assert.Contains("columns 0+40 40+40", text[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "crossbar.columns: 2 is too few for a weight: weight.cellBits = 2 spreads 6-bit weights over 3 bit lines; allowed is at least that",
        "crossbar.columns=2", "weight.cellBits=2")]
    [InlineData(
        "crossbar.columnSum: a column summed in the spin neuron is one bit line, but weight.cellBits = 4 spreads 6-bit weights over 2; use crossbar.columnSum = digital or weight.cellBits = 6",
        "crossbar.columnSum=neuron")]
    public void What_slices_exclude_is_refused_in_one_line(string message, params string[] settings)
    {
        ArchitectureSpec spec = Load(["weight.meanBits=6", .. settings]);

        Assert.Equal(message, Assert.Throws<InputException>(() => CompilerPipeline.Compile(Simulated.Timing(20, 10), spec, 1, 1)).Message);
        Assert.Equal(message, Assert.Throws<InputException>(() => new SpinArch.Estimation.NetworkEstimator(Simulated.Timing(20, 10)).Estimate(spec, 1, 1)).Message);
    }

    [Fact]
    public void A_program_by_hand_that_sums_slices_in_the_neuron_is_refused()
    {
        NetworkGraph graph = RandomNetworks.Network(1, Activation.SaturatingLinear, bias: false, 20, 10);
        Program program = CompilerPipeline.Compile(graph, Load("crossbar.columnSum=neuron"), 1, 1);
        ArchitectureSpec other = Load("weight.meanBits=6");
        program = program with { ArchitectureHash = other.Hash };
        var inputs = new MachineInputs { Seed = 1, Images = [], ArrivalInterval = Picoseconds.Zero };

        string message = Assert.Throws<InputException>(() => new Machine(other, program, inputs, new ActivityLedger(SiteMap.Of(program)))).Message;

        Assert.StartsWith("layer 'layer0': a column summed in the spin neuron is one bit line", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<InputException>(() => new FunctionalNetwork(other, program)).Message);
    }

    [Fact]
    public void Area_counts_cells_as_they_are_built_and_programming_those_that_are_written()
    {
        NetworkGraph graph = Simulated.Timing(100, 40);
        ArchitectureSpec bounded = Load("weight.meanBits=6");
        ArchitectureSpec open = Load("weight.meanBits=6", "crossbar.rows=unbounded", "crossbar.columns=unbounded", "adc.perTile=3");
        Program program = CompilerPipeline.Compile(graph, open, 1, 1);

        Assert.Equal(2 * 128 * 128, Part(bounded, CompilerPipeline.Compile(graph, bounded, 1, 1), "cell").Instances);
        Assert.Equal(2 * 100 * 40 * 2, Part(open, program, "cell").Instances);
        Assert.Equal(3, Part(open, program, "shiftAdd").Instances);
        Assert.Equal(6e-5, Part(open, program, "shiftAdd").EachMm2);
        Assert.Equal(4 * 2 * 100 * 40, ProgrammingCost.Of(open, program).Cells);

        // A word of a latch a column of weights: 40 fit the file of 64, 80 lines would not.
        Assert.Equal(64, EnergyModel.Create(open, program).Tiles[0].OutputBank.Size);
    }

    [Fact]
    public void Without_slices_there_is_no_shift_and_add()
    {
        ArchitectureSpec spec = Load();
        Program program = CompilerPipeline.Compile(Simulated.Timing(100, 40), spec, 1, 1);

        Assert.DoesNotContain(AreaModel.Of(spec, program).Terms, term => term.Part == "shiftAdd");
        Assert.DoesNotContain(EnergyModel.Create(spec, program).Terms, term => term.Action == "shiftAdd");
    }

    [Fact]
    public void A_shift_and_add_is_charged_for_every_conversion()
    {
        Simulated run = Simulated.Run(Simulated.Timing(100, 20), 3, 1, "weight.meanBits=6");
        var model = EnergyModel.Create(run.Spec, run.Program);
        EnergyAccount account = model.Cost(LedgerOf(run, model), run.Result.End);

        EnergyLine dynamic = account.Lines.Single(line => line is { Action: "shiftAdd", Kind: TermKind.Dynamic });
        EnergyLine leakage = account.Lines.Single(line => line is { Action: "shiftAdd", Kind: TermKind.Leakage });
        EnergyLine idle = account.Lines.Single(line => line.Action == "shiftAddIdle");
        Assert.Equal(160, (long)dynamic.Count);
        Assert.Equal(45, dynamic.Cost.Femtojoules, 9);
        Assert.Equal(160_000, (long)leakage.Count);
        Assert.Equal(run.Result.End.Value - 160_000, (long)idle.Count);
        Assert.All([dynamic, leakage, idle],
            line => Assert.Equal((ConverterComponent.Adc, TermScope.System, false), (line.Unit, line.Scope, line.Assumption)));
    }

    [Fact]
    public void A_read_dissipates_what_the_cells_of_its_slice_do()
    {
        NetworkGraph graph = RandomNetworks.Network(9, Activation.None, bias: false, 40, 6);
        byte[] image = RandomNetworks.Images(9, 1, 40)[0];
        Simulated run = Simulated.Run(graph, 1, 1, [image], 1, Picoseconds.Zero, "weight.meanBits=7", "weight.cellBits=3");
        LayerBlock block = run.Program.Tiles[0].Blocks[0];

        Activity[] reads = [.. run.Of(CrossbarComponent.MeanRead)];
        Assert.Equal(6 * 3, reads.Length);
        for (int read = 0; read < reads.Length; read++)
        {
            (int column, int slice) = (read / 3, read % 3);
            Assert.Equal(column, reads[read].Column);
            Assert.Equal(Enumerable.Range(0, 40).Sum(row => image[row] * image[row] * ((Math.Abs((int)block.MeanLevels[(column * 40) + row]) >> (3 * slice)) & 7)), reads[read].Quanta);
        }

        // The paper's 30 fJ of a cell at full drive and full level, now at a level of 7.
        EnergyTerm term = EnergyModel.Create(run.Spec,
            run.Program).Terms.Single(term => term is { Unit.Name: "meanCrossbar", Action: "columnRead" });
        Assert.Equal(30, (term.QuantumCost * (255 * 255 * 7)).Femtojoules, 9);
    }

    [Fact]
    public void Every_slice_of_a_column_has_noise_of_its_own()
    {
        var noise = new ReadNoise(Load("device.readNoise=0.02"), 1, 100, 32, 5, 3825, isSigma: false);
        var other = new ReadNoise(Load("device.readNoise=0.02"), 1, 100, 32, 5, 3825, isSigma: true);

        long[] draws = [.. Enumerable.Range(0, 7).SelectMany(slice => new[] { noise.Draw(1, 0, 0, 3, slice), other.Draw(1, 0, 0, 3, slice) })];

        Assert.Equal(draws.Length, draws.Distinct().Count());
        Assert.Equal(noise.Draw(1, 0, 0, 3), draws[0]);
    }

    [Theory]
    [InlineData(4, 4, 4, 1, 4, 4)]
    [InlineData(3, 2, 4, 1, 3, 2)]
    [InlineData(6, 6, 4, 2, 3, 3)]
    [InlineData(6, 4, 4, 2, 3, 2)]
    [InlineData(1, 7, 3, 3, 1, 3)]
    [InlineData(7, 5, 2, 4, 2, 2)]
    public void Bits_are_spread_evenly_over_as_few_cells_as_hold_them(int mean, int sigma, int cell, int slices, int ofMean, int ofSigma)
    {
        var weight = new WeightSpec { MeanBits = mean, SigmaBits = sigma, CellBits = cell };

        Assert.Equal((slices, ofMean, ofSigma), (weight.Slices, weight.MeanSliceBits, weight.SigmaSliceBits));
        Assert.InRange(Math.Max(weight.MeanSliceBits, weight.SigmaSliceBits), 1, cell);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(5.0)]
    [InlineData(-93.0)]
    [InlineData(127.0)]
    [InlineData(-64.37)]
    [InlineData(15.75)]
    public void Digits_at_their_places_add_up_to_the_level(double level)
    {
        for (int cellBits = 1; cellBits <= 7; cellBits++)
        {
            var slices = WeightSlices.OfMean(new WeightSpec { MeanBits = 7, SigmaBits = 2, CellBits = cellBits });
            Assert.Equal(level, Enumerable.Range(0, slices.Count).Sum(slice => slices.Place(slices.Digit(level, slice), slice)), 1e-12);
            Assert.Equal((int)level, Enumerable.Range(0, slices.Count).Sum(slice => slices.Place((long)slices.Digit((int)level, slice), slice)));
            Assert.All(Enumerable.Range(0, slices.Count), slice => Assert.True(Math.Abs(slices.Digit(level, slice)) < 1 << cellBits));
        }
    }

    private static AreaTerm Part(ArchitectureSpec spec, Program program, string part) =>
        AreaModel.Of(spec, program).Terms.First(term => term.Part == part);

    private static ActivityLedger LedgerOf(Simulated run, EnergyModel model)
    {
        var ledger = new ActivityLedger(model.Sites);
        foreach (Activity activity in run.Activities)
        {
            ledger.OnActivity(in activity);
        }

        return ledger;
    }

    private static ArchitectureSpec Load(params string[] settings) =>
        ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;
}
