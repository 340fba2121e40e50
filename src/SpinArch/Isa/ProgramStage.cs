using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>
/// One step of a network that is no chain of dense layers: what it reads, where, and what it makes of it. Maps go from stage to stage as
/// drive codes, position by position, all channels of a position together. Stages are in an order in which each follows its sources;
/// <c>docs/arithmetic.md</c>, section 14, defines their values.
/// </summary>
public sealed record ProgramStage
{
    /// <summary>The layer's name in the network file.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public required StageKind Kind { get; init; }

    /// <summary>Where its input comes from: by operand, then by channel.</summary>
    public required ImmutableArray<StageSource> Sources { get; init; }

    /// <summary>Where it reads its input; of an addition, of one operand.</summary>
    public required Window Window { get; init; }

    /// <summary>Channels of its result.</summary>
    public required int OutChannels { get; init; }

    /// <summary>What follows a matrix or an addition; of a pool <see cref="Activation.None"/>, since it keeps the codes.</summary>
    public Activation Activation { get; init; }

    /// <summary>For <see cref="StageKind.Matrix"/>: the layer of its blocks (<see cref="LayerBlock.Layer"/>); else -1.</summary>
    public int Layer { get; init; } = -1;

    /// <summary>
    /// For <see cref="StageKind.AveragePool"/>: whether places beside the map count, as zeros; else the mean is of those on the map.
    /// </summary>
    public bool CountsPadding { get; init; }

    /// <summary>For <see cref="StageKind.Add"/>: the factor of each operand, in units of 2^-<see cref="Shift"/>.</summary>
    public ImmutableArray<long> Multipliers { get; init; } = [];

    /// <summary>For <see cref="StageKind.Add"/>: rounding shift of the sum.</summary>
    public int Shift { get; init; }

    /// <summary>Xmax: the full drive code, at which the sum of an addition is held.</summary>
    public int CodeMaximum { get; init; }

    /// <summary>Places of its window, and of its result.</summary>
    public int Positions => Window.Positions;

    /// <summary>Operands: of an addition several, else 1.</summary>
    public int Operands => Kind == StageKind.Add ? Multipliers.Length : 1;
}
