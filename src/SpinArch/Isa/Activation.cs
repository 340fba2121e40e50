namespace SpinArch.Isa;

/// <summary>What follows the sum of a column, by encoding.</summary>
public enum Activation : byte
{
    /// <summary>The sum itself, as a signed 16-bit word.</summary>
    None = 0,

    /// <summary>Clipped to [0, 1] and coded in <c>neuron.bits</c>.</summary>
    SaturatingLinear = 1,

    /// <summary>Its sign, +1 from 0 on and -1 below: full drive of the next layer's lines, either way.</summary>
    Sign = 2,

    /// <summary>Clipped to [-1, 1] and coded in <c>neuron.bits</c> and a sign.</summary>
    Linear = 3,
}
