namespace SpinArch.Sweeps;

/// <summary>How points are made of knobs.</summary>
public enum SweepDesign
{
    /// <summary>Every combination, the last knob fastest.</summary>
    Grid = 0,

    /// <summary>As many points as asked for, every knob's values evenly used, in an order drawn from a seed.</summary>
    LatinHypercube = 1,

    /// <summary>The first value of each knob together, the second together, and so on: an explicit list.</summary>
    List = 2,
}
