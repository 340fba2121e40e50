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

    /// <summary><c>device.trngBias</c>: mean offset of the probability of a 1 from 1/2, over all junctions of the random-number generators.</summary>
    public required double TrngBias { get; init; }

    /// <summary><c>device.trngBiasSpread</c>: its standard deviation from junction to junction.</summary>
    public required double TrngBiasSpread { get; init; }

    /// <summary><c>device.seed</c>: which chip of the population; imperfections depend on it and on nothing else but the cell's place.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether every cell has its nominal conductance.</summary>
    public bool IsIdeal => ConductanceSpread == 0 && StuckOff == 0 && StuckOn == 0;

    /// <summary>Whether every junction of the random-number generators is a fair coin.</summary>
    public bool IsTrngFair => TrngBias == 0 && TrngBiasSpread == 0;
}
