namespace SpinArch.Specs;

/// <summary>How the values of a cell that fluctuates are distributed.</summary>
public enum CellShape
{
    /// <summary>It does not fluctuate.</summary>
    Still,

    /// <summary>As a normal number.</summary>
    Gaussian,

    /// <summary>As the component of a moment that points anywhere in a plane.</summary>
    Arcsine,

    /// <summary>One of two values, as likely as each other.</summary>
    TwoState,
}
