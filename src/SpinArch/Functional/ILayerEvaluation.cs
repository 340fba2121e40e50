using SpinArch.Arithmetic;

namespace SpinArch.Functional;

/// <summary>One layer at work, with the buffers of one thread, on the arrays of its architecture.</summary>
internal interface ILayerEvaluation
{
    /// <summary>Where the drive codes of the layer's inputs are written before <see cref="Load"/>; the bias is not among them.</summary>
    Span<short> Inputs { get; }

    /// <summary>The drive code of every row, the bias among them.</summary>
    ReadOnlySpan<short> Rows { get; }

    /// <summary>Takes the input vector.</summary>
    void Load();

    /// <summary>Evaluates one vector of a sample; of an input samples come in order.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="word">What the sample, or its position, draws with.</param>
    /// <param name="results">Receives a result a column: an activation code, or a 16-bit result where the layer has no activation.</param>
    void Evaluate(int input, DrawWord word, Span<long> results);
}
