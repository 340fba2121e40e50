using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Hardware;

/// <summary>A block of a tile: its levels on its crossbar pair, input banks, latches, and its integer arithmetic.</summary>
internal sealed class BlockState
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
    private readonly short[][] inputs;
    private BankRing inputBanks;
    private int scalerAge;
    private bool meanDriven;

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
        Codes = new BlockCodes(block.Arithmetic, meanCells.Unit, sigmaCells.Unit);
        meanNoise = meanCells.Noise(block);
        sigmaNoise = sigmaCells.Noise(block);
        Bias = BiasPlanes.OfBlock(spec, tile.X, tile.Y, block.Rows);
        HasValues = !block.MeanLevels.IsEmpty;
        meanMagnitudes = Magnitudes(meanLevels);
        sigmaMagnitudes = Magnitudes(sigmaLevels);
        inputBanks = new BankRing(timing.InputBanks);
        inputs = new short[timing.InputBanks][];
        for (int bank = 0; bank < inputs.Length; bank++)
        {
            inputs[bank] = new short[block.Rows];
            inputs[bank].AsSpan(block.Rows - block.AlwaysDrivenRows).Fill((short)block.Arithmetic.InputMaximum);
        }

        Mean = new LatchFile(block.Columns, timing.LatchBanks);
        Sigma = new LatchFile(block.Columns, timing.LatchBanks);
        PartialSum = new LatchFile(block.Columns, timing.LatchBanks);
        Output = new LatchFile(block.Columns, timing.LatchBanks);
        Sum = new LatchFile(block.Columns, timing.LatchBanks);
        SquareSum = new LatchFile(block.Columns, timing.LatchBanks);

        ActivitySpec activity = spec.Activity;
        long full = (long)block.Arithmetic.InputMaximum * block.Arithmetic.InputMaximum;
        AssumedDrive = (long)Math.Round(block.Rows * activity.MeanSquareDrive * full, MidpointRounding.AwayFromZero);
        AssumedSigmaDrive = (long)Math.Round(block.Rows * spec.MeanSquareSigmaDrive * full, MidpointRounding.AwayFromZero);
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

    public int ColumnBase => block.ColumnBase;

    public int InputMaximum => block.Arithmetic.InputMaximum;

    /// <summary>The block's integer arithmetic.</summary>
    public BlockCodes Codes { get; }

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

    public LatchFile Mean { get; }

    public LatchFile Sigma { get; }

    public LatchFile PartialSum { get; }

    public LatchFile Output { get; }

    public LatchFile Sum { get; }

    public LatchFile SquareSum { get; }

    /// <summary>State of the input register's banks.</summary>
    public BankRing InputBanks => inputBanks;

    /// <summary>Whether the input vector that the scaler is at has arrived.</summary>
    public bool HasScalableInput => inputBanks.Full > scalerAge;

    public ReadOnlySpan<short> ScalableInput => inputs[inputBanks.Bank(scalerAge)];

    /// <summary>Whether the input vector that the crossbars are at has arrived.</summary>
    public bool HasReadableInput => inputBanks.Full > 0;

    public ReadOnlySpan<short> ReadableInput => inputs[inputBanks.Bank(0)];

    public bool HasEmptyInputBank => inputBanks.HasEmpty;

    /// <summary>Reserves an input bank for a vector that will arrive.</summary>
    public short[] ReserveInput() => inputs[inputBanks.Reserve()];

    /// <summary>The vector being received is complete.</summary>
    public void FillInput() => inputBanks.Fill();

    /// <summary>The scaler has used its input vector for the last column.</summary>
    public void AdvanceScaler() => scalerAge++;

    /// <summary>The crossbars have used their input vector for the last column: the bank is empty.</summary>
    public void FreeInput()
    {
        inputBanks.Free();
        scalerAge = Math.Max(0, scalerAge - 1);
        meanDriven = false;
    }

    /// <summary>The DACs of the pair have driven another block's vector.</summary>
    public void DriveMeanAnew() => meanDriven = false;

    /// <summary>Whether this mean read is the first with its input vector, so that the DACs are driven anew.</summary>
    public bool TakeMeanDrive()
    {
        bool first = !meanDriven;
        meanDriven = true;
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
    public long MeanNoise(in Operation read, int slice) => meanNoise.Draw(seed, read.Input, read.Sample, read.Column, slice);

    /// <summary>What noise adds to a read of the sigma crossbar.</summary>
    public long SigmaNoise(in Operation read, int slice) => sigmaNoise.Draw(seed, read.Input, read.Sample, read.Column, slice);

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
