namespace SpinArch.Tiles;

/// <summary>What a step does with a store.</summary>
public enum Use
{
    /// <summary>Needs a full bank and empties it.</summary>
    Take,

    /// <summary>Needs a full bank and leaves it to somebody else to empty it.</summary>
    Keep,

    /// <summary>Needs an empty bank and fills it.</summary>
    Fill,

    /// <summary>Needs everybody else to be done with it, and puts another content there.</summary>
    Replace,
}
