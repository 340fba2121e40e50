namespace SpinArch.Isa;

/// <summary>What follows the sum of a column, by encoding.</summary>
public enum Activation : byte
{
    /// <summary>The sum itself, as a signed 16-bit word.</summary>
    None = 0,

    /// <summary>Clipped to [0, 1] and coded in <c>neuron.bits</c>.</summary>
    SaturatingLinear = 1,
}
