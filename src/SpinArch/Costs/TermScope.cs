namespace SpinArch.Costs;

/// <summary>Which account a term belongs to.</summary>
public enum TermScope : byte
{
    /// <summary>
    /// The published estimate can have contained it: sampling path, crossbars, converters, registers, and their leakage while active.
    /// </summary>
    Paper = 0,

    /// <summary>
    /// A whole chip needs it besides: network, sequencing, buffers, DAC hold, idle leakage, and whatever is assumed only.
    /// </summary>
    System = 1,
}
