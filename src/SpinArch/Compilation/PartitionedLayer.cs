using System.Collections.Immutable;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>A layer cut into blocks that fit a crossbar pair each, every row range with every column range, and the way back to one sum.</summary>
public sealed record PartitionedLayer
{
    /// <summary>The matrix that is cut.</summary>
    public required LoweredMatrix Matrix { get; init; }

    /// <summary>Index from 0.</summary>
    public int Index => Matrix.Index;

    /// <summary>The layer.</summary>
    public NetworkLayer Layer => Matrix.Layer;

    /// <summary>Row (fan-in) ranges, in order, covering every row once.</summary>
    public required ImmutableArray<IndexRange> RowBlocks { get; init; }

    /// <summary>Column ranges, in order, covering every column once.</summary>
    public required ImmutableArray<IndexRange> ColumnBlocks { get; init; }

    /// <summary>Bit lines of a column of weights.</summary>
    public required int Slices { get; init; }

    /// <summary>Where mean and sigma are added.</summary>
    public required ColumnSum ColumnSum { get; init; }

    /// <summary>Whether mu partial sums are made on sample 0 and kept: only where the inputs are the same for all samples.</summary>
    public required bool MuReuse { get; init; }

    /// <summary>How the partial sums of every column range meet.</summary>
    public required FanInPlan FanIn { get; init; }

    /// <summary>How often the layer is there: copy c works on samples c, c + copies, ...</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Number of blocks of one copy.</summary>
    public int Blocks => RowBlocks.Length * ColumnBlocks.Length;

    /// <summary>Number of tiles of one copy.</summary>
    public int Tiles => FanIn.Tiles.Length * ColumnBlocks.Length;

    /// <summary>How many samples of an input a copy works on.</summary>
    /// <param name="copy">Below <see cref="Copies"/>.</param>
    /// <param name="samples">Samples of the input, at least <see cref="Copies"/>.</param>
    public int SamplesOf(int copy, int samples) => ((samples - 1 - copy) / Copies) + 1;
}
