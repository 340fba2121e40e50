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

    /// <summary><c>device.readNoise</c>: standard deviation of a cell's share in the noise of a column current, relative to the current of a cell at the highest level under the highest drive.</summary>
    public required double ReadNoise { get; init; }

    /// <summary><c>device.lineResistance</c>: of a line from one cell to the next, relative to the resistance of a cell at the highest level.</summary>
    public required double LineResistance { get; init; }

    /// <summary><c>device.trngBias</c>: mean offset of the probability of a 1 from 1/2, over all junctions of the random-number generators.</summary>
    public required double TrngBias { get; init; }

    /// <summary><c>device.trngBiasSpread</c>: its standard deviation from junction to junction.</summary>
    public required double TrngBiasSpread { get; init; }

    /// <summary>
    /// <c>device.hops</c>: mean number of times that a cell's wall has hopped from a pinning site to a neighbour since it was written.
    /// </summary>
    public required double Hops { get; init; }

    /// <summary><c>device.sites</c>: pinning sites of a cell, from its lowest level to its highest.</summary>
    public required int Sites { get; init; }

    /// <summary><c>device.seed</c>: which chip of the population; imperfections depend on it and on nothing else but the cell's place.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether every cell weighs its nominal level.</summary>
    public bool IsIdeal => ConductanceSpread == 0 && StuckOff == 0 && StuckOn == 0 && Hops == 0 && LineResistance == 0;

    /// <summary>Whether every junction of the random-number generators is a fair coin.</summary>
    public bool IsTrngFair => TrngBias == 0 && TrngBiasSpread == 0;
}
