namespace SpinArch.Networks.Importing;

/// <summary>What follows the sum of an imported node.</summary>
internal enum ImportedFunction
{
    /// <summary>The sum itself.</summary>
    None,

    /// <summary>Clipped to [0, 1].</summary>
    SaturatingLinear,

    /// <summary>Nothing below 0.</summary>
    Relu,

    /// <summary>Its sign.</summary>
    Sign,
}
