namespace SpinArch.Specs;

/// <summary>The levels of a weight cell.</summary>
public sealed record WeightSpec
{
    /// <summary><c>weight.meanBits</c>: magnitude bits of a mean level, sign by line.</summary>
    public required int MeanBits { get; init; }

    /// <summary><c>weight.sigmaBits</c>: bits of a sigma level.</summary>
    public required int SigmaBits { get; init; }
}
