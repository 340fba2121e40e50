namespace SpinArch.Costs;

/// <summary>What a data-dependent term counts besides.</summary>
public enum QuantumBasis : byte
{
    /// <summary>Nothing: data does not matter.</summary>
    None = 0,

    /// <summary>Sum of squared drive codes times conductance levels.</summary>
    Quanta = 1,

    /// <summary>Sum of squared drive codes.</summary>
    Drive = 2,
}
