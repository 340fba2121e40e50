namespace SpinArch.Costs;

/// <summary>What a term counts of the activities of its kind.</summary>
public enum CountBasis : byte
{
    /// <summary>The activities.</summary>
    Activities = 0,

    /// <summary>Their items: rows, conversions, words or flits.</summary>
    Items = 1,
}
