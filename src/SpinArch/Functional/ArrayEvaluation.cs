using SpinArch.Arithmetic;
using SpinArch.Isa;

namespace SpinArch.Functional;

/// <summary>
/// One layer in arrays that are read whole at work, with the buffers of one thread (<c>docs/arithmetic.md</c>, section 13).
/// </summary>
internal sealed class ArrayEvaluation : ILayerEvaluation
{
    private readonly ArrayLayer _layer;
    private readonly LayerConversions _counts;
    private readonly ArrayReads[][] _reads;
    private readonly BlockCodes[][] _blocks;
    private readonly short[] _inputs;
    private readonly short[] _driven;
    private readonly long[] _currents;
    private readonly long[] _codes;
    private readonly long[] _sums;

    public ArrayEvaluation(ArrayLayer layer, ulong seed, LayerConversions counts)
    {
        _layer = layer;
        _counts = counts;
        _reads = [.. layer.ColumnRanges.Select(range => range.Select(cells => new ArrayReads(cells, layer.Spec.Sampler, seed,
            layer.FirstSample)).ToArray())];
        _blocks = [.. layer.ColumnRanges.Select(range => range.Select(cells => new BlockCodes(cells.Block.Arithmetic,
            cells.Unit)).ToArray())];
        _inputs = new short[layer.Rows];
        _inputs.AsSpan(layer.Rows - layer.BiasRows).Fill((short)layer.InputMaximum);
        _driven = new short[layer.Rows];
        _currents = new long[layer.ColumnRanges.Max(range => range[0].Lines)];
        _codes = new long[layer.Outputs];
        _sums = new long[layer.Outputs];
    }

    /// <inheritdoc/>
    public Span<short> Inputs => _inputs.AsSpan(0, _layer.Rows - _layer.BiasRows);

    /// <inheritdoc/>
    public ReadOnlySpan<short> Rows => _inputs;

    /// <inheritdoc/>
    public void Load()
    {
    }

    /// <inheritdoc/>
    public void Evaluate(int input, DrawWord word, Span<long> results)
    {
        _sums.AsSpan().Clear();
        for (int range = 0; range < _reads.Length; range++)
        {
            for (int row = 0; row < _reads[range].Length; row++)
            {
                Read(input, word.Weights, _layer.ColumnRanges[range][row], _reads[range][row], _blocks[range][row]);
            }
        }

        for (int column = 0; column < results.Length; column++)
        {
            if (_layer.Activation == Activation.None)
            {
                _counts.Results++;
                _counts.ClippedResults += _layer.Codes.ClipsResult(_sums[column]) ? 1 : 0;
            }

            results[column] = _layer.Codes.Result(_sums[column], _layer.Activation);
        }
    }

    private void Read(int input, int sample, ArrayCells cells, ArrayReads reads, BlockCodes codes)
    {
        LayerBlock block = cells.Block;
        Span<long> currents = _currents.AsSpan(0, cells.Lines);
        Span<long> columns = _codes.AsSpan(0, block.Columns);
        Span<short> driven = _driven.AsSpan(0, block.Rows);
        for (int slice = 0; slice < _layer.Spec.Dac.Slices; slice++)
        {
            ArrayReads.Slice(_inputs.AsSpan(block.RowBase, block.Rows), _layer.Spec.Dac, slice, driven);
            reads.Read(input, sample, driven, currents);
            codes.Convert(currents, cells.Slices, slice, slice * _layer.Spec.Dac.DriverBits, columns);
            Count(codes, currents);
        }

        for (int column = 0; column < columns.Length; column++)
        {
            _sums[block.ColumnBase + column] += codes.Word(columns[column], 0);
        }
    }

    private void Count(BlockCodes codes, ReadOnlySpan<long> currents)
    {
        if (!codes.Converts)
        {
            return;
        }

        _counts.Means += currents.Length;
        foreach (long current in currents)
        {
            _counts.ClippedMeans += codes.ClipsMean(current) ? 1 : 0;
        }
    }
}
