namespace SpinArch.Specs;

/// <summary>The saturating-linear neuron.</summary>
public sealed record NeuronSpec
{
    /// <summary><c>neuron.bits</c>: bits of an activation.</summary>
    public required int Bits { get; init; }
}
