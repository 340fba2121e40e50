using SpinArch.Kernel;

namespace SpinArch.Traces;

/// <summary>One thing that one unit did: the only output of the hardware from which energy, profiles and traces are made.</summary>
public readonly struct Activity
{
    /// <summary>What was done, and by which kind of unit.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>What it waited for last.</summary>
    public StallCause Cause { get; init; }

    /// <summary>Tile index; router index (y * width + x) for what happens at one; -1 for the port.</summary>
    public int Tile { get; init; }

    /// <summary>When it started.</summary>
    public Picoseconds Start { get; init; }

    /// <summary>How long the unit was occupied.</summary>
    public Picoseconds Duration { get; init; }

    /// <summary>Rows, conversions, words or flits, as <see cref="ActivityKind"/> says.</summary>
    public int Items { get; init; }

    /// <summary>Data-dependent energy quanta: the sum of squared drive codes times levels; 0 where data does not matter.</summary>
    public long Quanta { get; init; }

    /// <summary>Sum of squared drive codes of a column read; 0 elsewhere.</summary>
    public long Drive { get; init; }

    /// <summary>Index of the instruction in the tile's program, -1 where none.</summary>
    public int Instruction { get; init; }

    /// <summary>
    /// Column of the block; the router output (0 north, 1 east, 2 south, 3 west, 4 tile, 5 port) of a hop; -1 where none.
    /// </summary>
    public int Column { get; init; }

    /// <summary>Monte-Carlo sample, -1 where none.</summary>
    public int Sample { get; init; }

    /// <summary>Network input, -1 where none.</summary>
    public int Input { get; init; }
}
