using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>How a layer lies on the chip, as far as its timing depends on it.</summary>
internal sealed record LayerLayout
{
    /// <summary>The layer whose results are its inputs; null where they are the network's, which the port sends.</summary>
    public required int? Source { get; init; }

    /// <summary>Whether its inputs differ from sample to sample, so that each sample brings new ones.</summary>
    public required bool InputsVary { get; init; }

    /// <summary>Copies of the layer, to which samples are dealt in turn.</summary>
    public required int Copies { get; init; }

    /// <summary>Columns of the widest block.</summary>
    public required int Columns { get; init; }

    /// <summary>Where mean and sigma are added.</summary>
    public required ColumnSum ColumnSum { get; init; }

    /// <summary>Whether mu partial sums are made on sample 0 and kept.</summary>
    public required bool MuReuse { get; init; }

    /// <summary>The longest way of a column's result to the tiles of the next layer, or into the statistics.</summary>
    public required ImmutableArray<PathStep> Path { get; init; }

    /// <summary>Flits that other tiles send along with the path's words and that enter the home before them.</summary>
    public required int CrowdedFlits { get; init; }

    /// <summary>Flits over the link that this layer loads most while every copy works on a sample.</summary>
    public required long LinkFlits { get; init; }

    /// <summary>Leading pairs of a tile whose inputs are there before the last ones, so that their first column is read by then.</summary>
    public required int EarlyPairs { get; init; }

    /// <summary>The input vectors of a tile's pairs in the order of receiving; empty for the first layer.</summary>
    public required ImmutableArray<VectorStream> Vectors { get; init; }

    /// <summary>Copies of the layer before that send to one copy in turn.</summary>
    public required int Sources { get; init; }

    /// <summary>Whether tiles receive the next vectors while they work on these.</summary>
    public required bool IsAhead { get; init; }

    /// <summary>Most loops over columns in the code of one tile.</summary>
    public required int ColumnLoops { get; init; }

    /// <summary>Loops over columns in the code of all tiles.</summary>
    public required long Loops { get; init; }

    /// <summary>How many of them an input misses in the last samples of copies, which some have not.</summary>
    public required long LoopsMissed { get; init; }

    /// <summary>Most hops to the port, for the last layer.</summary>
    public required int ResultHops { get; init; }

    /// <summary>Samples of one input that the first copy works on.</summary>
    /// <param name="samples">Samples of one input.</param>
    public int Samples(int samples) => ((samples - 1) / Copies) + 1;
}
