using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Components.Dropout;

/// <summary>The modules that gate word lines.</summary>
public sealed record DropoutSpec
{
    /// <summary><c>dropout.probability</c>: of a word line being off.</summary>
    public double Probability { get; init; }

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

    /// <summary>Bits for so many word lines.</summary>
    public int Bits(int rows) => Group.Passes(rows);
}
