using SpinArch.Arithmetic;
using SpinArch.Components.Elements;
using SpinArch.Isa;

namespace SpinArch.Functional;

/// <summary>One layer of processing elements at work, with the buffers of one thread.</summary>
internal sealed class ElementEvaluation : ILayerEvaluation
{
    private readonly ElementLayer _layer;
    private readonly LayerConversions _counts;
    private readonly ElementDraws _draws;
    private readonly short[] _inputs;
    private readonly short[] _z;
    private readonly short[] _weights;

    public ElementEvaluation(ElementLayer layer, ulong seed, LayerConversions counts)
    {
        (_layer, _counts) = (layer, counts);
        _draws = ElementDraws.Of(layer.Spec, layer.Program, seed);
        int rows = layer.Block.Rows;
        (_inputs, _z, _weights) = (new short[rows], new short[rows], new short[rows]);
        _inputs.AsSpan(rows - layer.Block.AlwaysDrivenRows).Fill((short)layer.InputMaximum);
    }

    /// <inheritdoc/>
    public Span<short> Inputs => _inputs.AsSpan(0, _inputs.Length - _layer.Block.AlwaysDrivenRows);

    /// <inheritdoc/>
    public ReadOnlySpan<short> Rows => _inputs;

    /// <inheritdoc/>
    public void Load()
    {
        // Every sample reads the vector where it lies.
    }

    /// <inheritdoc/>
    public void Evaluate(int input, DrawWord word, Span<long> results)
    {
        LayerBlock block = _layer.Block;
        for (int column = 0; column < block.Columns; column++)
        {
            _draws.Fill(input, word.Weights, block.Layer, column, _z);
            _layer.Weights.Weigh(_layer.Mean(column), _layer.Sigma(column), _z, _weights);
            long sum = _layer.Codes.Word(ColumnMath.Dot(_inputs, _weights, _layer.Weights.Flush), 0);
            if (_layer.Activation == Activation.None)
            {
                _counts.Results++;
                _counts.ClippedResults += _layer.Codes.ClipsResult(sum) ? 1 : 0;
            }

            results[column] = _layer.Codes.Result(sum, _layer.Activation);
        }
    }
}
