namespace SpinArch.Tiles;

/// <summary>When a unit can start.</summary>
public enum Clocking
{
    /// <summary>An analog unit: as soon as everything is there.</summary>
    SelfTimed,

    /// <summary>A digital unit: on the next clock edge.</summary>
    Edge,
}
