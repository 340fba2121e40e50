namespace SpinArch.Specs;

/// <summary>What sets cells apart from the ideal (<c>docs/device-model.md</c>); all zero by default.</summary>
public sealed record DeviceSpec
{
    /// <summary><c>device.conductanceSpread</c>: standard deviation of a cell's conductance, relative to it.</summary>
    public required double ConductanceSpread { get; init; }

    /// <summary><c>device.stuckOff</c>: share of cells that rest at the lowest conductance whatever is written.</summary>
    public required double StuckOff { get; init; }

    /// <summary><c>device.stuckOn</c>: share of cells that rest at the highest.</summary>
    public required double StuckOn { get; init; }

    /// <summary><c>device.seed</c>: which chip of the population; imperfections depend on it and on nothing else but the cell's place.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether every cell has its nominal conductance.</summary>
    public bool IsIdeal => ConductanceSpread == 0 && StuckOff == 0 && StuckOn == 0;
}
