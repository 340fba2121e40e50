using SpinArch.Arithmetic;

namespace SpinArch.Functional;

/// <summary>A layer on the arrays of an architecture. Immutable, so that any number of threads share it.</summary>
internal interface IFunctionalLayer
{
    /// <summary>Rows, a bias not among them.</summary>
    int Inputs { get; }

    /// <summary>Columns.</summary>
    int Outputs { get; }

    /// <summary>Xmax.</summary>
    int InputMaximum { get; }

    /// <summary>What becomes of the layer's sums.</summary>
    BlockCodes Codes { get; }

    /// <summary>Whether a sample depends on those before it, so that none can be left out.</summary>
    bool Remembers { get; }

    /// <summary>The layer at work for one thread.</summary>
    /// <param name="seed">Key of all draws.</param>
    /// <param name="counts">Where it counts what converters do.</param>
    ILayerEvaluation Evaluation(ulong seed, LayerConversions counts);
}
