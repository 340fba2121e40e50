using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>Reads of one block in an array, one sample after another: what its cells were at is what they go on from.</summary>
internal sealed class ArrayReads
{
    private readonly ArrayCells _cells;
    private readonly GaussianDraws _gaussians;
    private readonly int _firstSample;
    private readonly int _flush;
    private readonly int[] _states;
    private readonly int[] _z;
    private readonly int[] _values;
    private readonly short[] _weights;

    /// <param name="cells">The cells.</param>
    /// <param name="sampler">V and b of the draws.</param>
    /// <param name="seed">Key of all draws.</param>
    /// <param name="firstSample">First sample of an input for which the array is read.</param>
    public ArrayReads(ArrayCells cells, SamplerSpec sampler, ulong seed, int firstSample)
    {
        _cells = cells;
        _firstSample = firstSample;
        _gaussians = new GaussianDraws(seed, sampler.Variables, sampler.Bits);
        int rows = cells.Block.Rows;
        _states = new int[cells.Fluctuates ? rows * (cells.Remembers ? cells.Block.Columns : 1) : 0];
        (_z, _values, _weights) = (new int[rows], new int[rows], new short[rows]);
        _flush = ColumnMath.DotFlushInterval(cells.Block.Arithmetic.InputMaximum, [short.MaxValue]);
    }

    /// <summary>The current of every bit line, in 1 / <see cref="ArrayCells.Unit"/> of a mean level.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample; of an input they come in order.</param>
    /// <param name="x">A drive code a row, or a slice of it.</param>
    /// <param name="currents">Receives a sum a bit line.</param>
    public void Read(int input, int sample, ReadOnlySpan<short> x, Span<long> currents)
    {
        int rows = x.Length;
        for (int line = 0; line < currents.Length; line++)
        {
            if (!_cells.Fluctuates)
            {
                currents[line] = ColumnMath.Dot(x, _cells.Mean(line), _flush);
                continue;
            }

            _gaussians.Fill(input, sample, _cells.Block.Layer, _cells.Block.ColumnBase + line, _cells.Block.RowBase, _z);
            Span<int> states = _states.AsSpan(_cells.Remembers ? line * rows : 0, rows);
            _cells.Values(line, sample == _firstSample, _z, states, _values);
            _cells.Weigh(line, _values, _weights);
            currents[line] = ColumnMath.Dot(x, _weights, _flush);
        }
    }

    /// <summary>A slice of drive codes, the lowest bits first.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="dac">Their bits, and those driven at once.</param>
    /// <param name="slice">Which slice.</param>
    /// <param name="driven">Receives the slice of each.</param>
    public static void Slice(ReadOnlySpan<short> codes, DacSpec dac, int slice, Span<short> driven)
    {
        int shift = slice * dac.DriverBits;
        int mask = (1 << dac.DriverBits) - 1;
        for (int row = 0; row < codes.Length; row++)
        {
            driven[row] = (short)((codes[row] >> shift) & mask);
        }
    }
}
