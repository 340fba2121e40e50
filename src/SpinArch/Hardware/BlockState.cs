using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>A block of a tile: its levels on its crossbar pair, input banks, latches, and its integer arithmetic.</summary>
internal sealed class BlockState : IBlock
{
    private readonly LayerBlock block;
    private readonly ulong seed;
    private readonly WeightSpec weight;
    private readonly ReadNoise meanNoise;
    private readonly ReadNoise sigmaNoise;
    private readonly short[] meanWeights;
    private readonly short[] sigmaWeights;
    private readonly short[] meanMagnitudes;
    private readonly short[] sigmaMagnitudes;
    private readonly long[] assumedMeanQuanta;
    private readonly long[] assumedSigmaQuanta;
    private bool isDriven;

    public BlockState(LayerBlock block, ArchitectureSpec spec, TileTiming timing, TileProgram tile, ulong seed)
    {
        this.block = block;
        this.seed = seed;
        weight = spec.Weight;
        WeightSlices.Check(spec, block);
        MeanSlices = WeightSlices.OfMean(spec.Weight);
        SigmaSlices = WeightSlices.OfSigma(spec.Weight);
        int meanMaximum = spec.Weight.MeanCellMaximum;
        int sigmaMaximum = spec.Weight.SigmaCellMaximum;
        var meanCells = new CellPairs(spec, meanMaximum, tile.X, tile.Y, block.Pair, isSigma: false);
        var sigmaCells = new CellPairs(spec, sigmaMaximum, tile.X, tile.Y, block.Pair, isSigma: true);
        ReadOnlySpan<sbyte> meanLevels = MeanSlices.OnBitLines(block.MeanLevels.AsSpan(), block.Rows);
        ReadOnlySpan<sbyte> sigmaLevels = SigmaSlices.OnBitLines(block.SigmaLevels.AsSpan(), block.Rows);
        meanWeights = meanCells.Effective(meanLevels, block.Rows);
        sigmaWeights = sigmaCells.Effective(sigmaLevels, block.Rows);
        Elements = new ElementWeights(block.Arithmetic);
        meanNoise = meanCells.Noise(block);
        sigmaNoise = sigmaCells.Noise(block);
        Cells = spec.ReadsWhole ? new ArrayCells(spec, block, tile.X, tile.Y) : null;
        Codes = new BlockCodes(block.Arithmetic, Cells?.Unit ?? meanCells.Unit, sigmaCells.Unit);
        Bias = BiasPlanes.OfBlock(spec, tile.X, tile.Y, block.Rows);
        HasValues = !block.MeanLevels.IsEmpty;
        meanMagnitudes = Magnitudes(meanLevels);
        sigmaMagnitudes = Magnitudes(sigmaLevels);
        Inputs = [.. Enumerable.Range(0, timing.InputBanks).Select(_ => new short[block.Rows])];
        foreach (short[] bank in Inputs)
        {
            bank.AsSpan(block.Rows - block.AlwaysDrivenRows).Fill((short)block.Arithmetic.InputMaximum);
        }

        SquareSums = [.. Enumerable.Range(0, timing.LatchBanks).Select(_ => new long[block.Columns])];

        ActivitySpec activity = spec.Activity;
        long full = (long)block.Arithmetic.InputMaximum * block.Arithmetic.InputMaximum;
        double driven = block.Rows * ComponentCatalog.DrivenShareOf(spec);
        AssumedDrive = (long)Math.Round(driven * activity.MeanSquareDrive * full, MidpointRounding.AwayFromZero);
        AssumedSigmaDrive = (long)Math.Round(driven * spec.MeanSquareSigmaDrive * full, MidpointRounding.AwayFromZero);
        AssumedArrayRead = spec.AssumedArrayRead(block.Rows, block.Columns);
        assumedMeanQuanta = Assumed(AssumedDrive, MeanSlices, spec.Weight.MeanBits);
        assumedSigmaQuanta = Assumed(AssumedSigmaDrive, SigmaSlices, spec.Weight.SigmaBits);
        MeanDotFlush = ColumnMath.DotFlushInterval(block.Arithmetic.InputMaximum, meanWeights);
        SigmaDotFlush = ColumnMath.DotFlushInterval(block.Arithmetic.InputMaximum, sigmaWeights);
        MeanFlush = ColumnMath.FlushInterval(block.Arithmetic.InputMaximum, meanMaximum);
        SigmaFlush = ColumnMath.FlushInterval(block.Arithmetic.InputMaximum, sigmaMaximum);

        // The share holds for every cell: of what the slice carries of the highest level.
        long[] Assumed(long drive, WeightSlices slices, int bits) =>
        [
            .. Enumerable.Range(0, slices.Count).Select(slice =>
                (long)Math.Round(drive * activity.MeanLevel * slices.Digit((1 << bits) - 1, slice), MidpointRounding.AwayFromZero)),
        ];
    }

    /// <summary>Crossbar pair that holds the block, all the time or in turn with others.</summary>
    public int Pair => block.Pair;

    /// <summary>The cells of a mean.</summary>
    public WeightSlices MeanSlices { get; }

    /// <summary>The cells of a sigma, as many.</summary>
    public WeightSlices SigmaSlices { get; }

    public int Layer => block.Layer;

    public int Rows => block.Rows;

    public int RowBase => block.RowBase;

    public int AlwaysDrivenRows => block.AlwaysDrivenRows;

    public int ColumnBase => block.ColumnBase;

    public int Columns => block.Columns;

    public int InputMaximum => block.Arithmetic.InputMaximum;

    /// <summary>The block's integer arithmetic.</summary>
    public BlockCodes Codes { get; }

    /// <summary>How processing elements make weights of the block's levels.</summary>
    public ElementWeights Elements { get; }

    /// <summary>Its cells, of an array that is read whole; null in a crossbar pair.</summary>
    public ArrayCells? Cells { get; }

    /// <summary>Quanta and drive of a read of the whole array where no levels are known.</summary>
    public (long Quanta, long Drive) AssumedArrayRead { get; }

    /// <summary>What is amiss with the coins that draw for the block's rows; null where they are fair.</summary>
    public BiasPlanes? Bias { get; }

    public bool IsNeuron => block.ColumnSum == ColumnSum.Neuron;

    /// <summary>Whether levels and inputs are there; without them only time and counts are simulated.</summary>
    public bool HasValues { get; }

    public long AssumedDrive { get; }

    /// <summary>Sum of squared drive codes of a read of the sigma crossbar, likewise.</summary>
    public long AssumedSigmaDrive { get; }

    public int MeanDotFlush { get; }

    public int SigmaDotFlush { get; }

    public int MeanFlush { get; }

    public int SigmaFlush { get; }

    /// <summary>Input vectors, by bank: one drive code a row.</summary>
    public short[][] Inputs { get; }

    /// <summary>Sums of squares beside the running sums, by bank and column.</summary>
    public long[][] SquareSums { get; }

    /// <summary>Whether the word lines of the mean crossbar are driven by its input vector.</summary>
    public bool IsDriven => isDriven;

    /// <summary>The word lines of the mean crossbar are driven by another vector from now on.</summary>
    public void DriveAnew() => isDriven = false;

    /// <summary>Whether this read is the first with its input vector, so that the DACs are driven anew.</summary>
    public bool TakeDrive()
    {
        bool first = !isDriven;
        isDriven = true;
        return first;
    }

    /// <summary>Cells that a write of the block programs.</summary>
    /// <param name="mean">Whether on the mean crossbar too.</param>
    public long WrittenCells(bool mean) => weight.CellsOfWeight(mean) * block.Rows * block.Columns;

    /// <summary>Bits of levels that it fetches.</summary>
    /// <param name="mean">Likewise.</param>
    public long FetchedBits(bool mean) => (long)weight.LevelBits(mean) * block.Rows * block.Columns;

    /// <summary>Quanta of a read of the mean crossbar where no levels are known.</summary>
    public long AssumedMeanQuanta(int slice) => assumedMeanQuanta[slice];

    /// <summary>Likewise of the sigma crossbar.</summary>
    public long AssumedSigmaQuanta(int slice) => assumedSigmaQuanta[slice];

    /// <summary>What noise adds to a read of the mean crossbar.</summary>
    public long MeanNoise(in Operation read, int slice) => meanNoise.Draw(seed, read.Input, read.Sample, read.Column, slice, read.Position);

    /// <summary>What noise adds to a read of the sigma crossbar.</summary>
    public long SigmaNoise(in Operation read, int slice) =>
        sigmaNoise.Draw(seed, read.Input, read.Sample, read.Column, slice, read.Position);

    /// <summary>What the cells of a bit line of the mean crossbar weigh, in the units of <see cref="Codes"/>: the levels, where cells are ideal.</summary>
    public ReadOnlySpan<short> MeanWeights(int line) => meanWeights.AsSpan(line * block.Rows, block.Rows);

    /// <summary>What the cells of a bit line of the sigma crossbar weigh, likewise.</summary>
    public ReadOnlySpan<short> SigmaWeights(int line) => sigmaWeights.AsSpan(line * block.Rows, block.Rows);

    public ReadOnlySpan<short> MeanMagnitudes(int line) => meanMagnitudes.AsSpan(line * block.Rows, block.Rows);

    public ReadOnlySpan<short> SigmaLevels(int line) => sigmaMagnitudes.AsSpan(line * block.Rows, block.Rows);

    private static short[] Magnitudes(ReadOnlySpan<sbyte> levels)
    {
        short[] magnitudes = new short[levels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            magnitudes[i] = (short)Math.Abs((int)levels[i]);
        }

        return magnitudes;
    }
}
