namespace SpinArch.Networks;

/// <summary>What follows a sum, as the network file says it.</summary>
public enum NodeActivation
{
    /// <summary>Nothing: the sum itself; before other layers held within plus and minus its range.</summary>
    None,

    /// <summary>Clipped to 0 to 1.</summary>
    SaturatingLinear,

    /// <summary>The sum where it is positive, else 0; held at its range.</summary>
    Relu,

    /// <summary>1 from 0 on, else -1.</summary>
    Sign,
}
