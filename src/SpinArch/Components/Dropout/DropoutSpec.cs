using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Components.Dropout;

/// <summary>The modules that gate word lines.</summary>
public sealed record DropoutSpec
{
    /// <summary><c>dropout.probability</c>: of a word line being off, where it is stated.</summary>
    public double Probability { get; init; }

    /// <summary>
    /// <c>dropout.current</c>: of the stochastic write, in units of the critical current; 0 where the probability is stated.
    /// </summary>
    public double Current { get; init; }

    /// <summary><c>dropout.barrier</c>: of the junctions, in kT; 0 where the probability is stated.</summary>
    public double Barrier { get; init; }

    /// <summary><c>dropout.attemptNs</c>: tau0, the time of an attempt.</summary>
    public Picoseconds Attempt { get; init; }

    /// <summary><c>dropout.remain</c>: what is left of a word line's drive where its bit is off.</summary>
    public double Remain { get; init; }

    /// <summary><c>dropout.group</c>: adjacent word lines of a crossbar that one bit gates; without bound all of a block.</summary>
    public Extent Group { get; init; }

    /// <summary><c>dropout.modules</c>: bits drawn at once; <c>"rows"</c> follows the crossbar.</summary>
    public Extent Modules { get; init; }

    /// <summary><c>dropout.resetNs</c>.</summary>
    public Picoseconds Reset { get; init; }

    /// <summary><c>dropout.writeNs</c>: the stochastic write.</summary>
    public Picoseconds Write { get; init; }

    /// <summary><c>dropout.readNs</c>.</summary>
    public Picoseconds Read { get; init; }

    /// <summary><c>dropout.banks</c>: masks of a block that can be ready or in use.</summary>
    public int Banks { get; init; } = 1;

    /// <summary>Whether the probability follows from the write.</summary>
    public bool IsSwitching => Barrier > 0;

    /// <summary>
    /// Probability of a word line being off: as stated, or that of a junction switching during the write by thermal activation under a spin
    /// torque, <c>1 - exp(-(t / tau0) exp(-Delta (1 - I / Ic0)))</c>.
    /// </summary>
    public double OffProbability => IsSwitching
        ? 1 - Math.Exp(-((double)Write.Value / Attempt.Value) * Math.Exp(-Barrier * (1 - Current)))
        : Probability;

    /// <summary>How long so many bits take.</summary>
    public Picoseconds TimeOf(int bits) => (Reset + Write + Read) * Modules.Passes(bits);

    /// <summary>Bits for so many word lines.</summary>
    public int Bits(int rows) => Group.Passes(rows);
}
