using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Isa;

/// <summary>A compiled network: one program a tile and one for the port, bound to the architecture whose hash it carries.</summary>
public sealed record Program
{
    /// <summary>Words of an output's statistics on their way to the port: two of the sum, three of the squares (<c>docs/arithmetic.md</c>, section 9).</summary>
    public const int StatisticsWords = 5;

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>Hash of the architecture it was compiled for.</summary>
    public required string ArchitectureHash { get; init; }

    /// <summary>Mesh columns.</summary>
    public required int MeshWidth { get; init; }

    /// <summary>Mesh rows.</summary>
    public required int MeshHeight { get; init; }

    /// <summary>Inputs of the network.</summary>
    public required int InputWords { get; init; }

    /// <summary>Outputs of the network.</summary>
    public required int OutputWords { get; init; }

    /// <summary>Monte-Carlo samples an input.</summary>
    public required int Samples { get; init; }

    /// <summary>Network inputs, one after another.</summary>
    public required int Inputs { get; init; }

    /// <summary>The port's streams.</summary>
    public required PortProgram Port { get; init; }

    /// <summary>By tile index.</summary>
    public required ImmutableArray<TileProgram> Tiles { get; init; }

    /// <summary>The steps of a network that is no chain of dense layers, each after its sources; empty for a chain.</summary>
    public ImmutableArray<ProgramStage> Stages { get; init; } = [];

    /// <summary>Whether levels are there; without them only time and counts are simulated.</summary>
    internal bool HasValues => Tiles.Any(static tile => tile.Blocks.Any(static block => !block.MeanLevels.IsEmpty));

    /// <summary>Crossbar pairs in use.</summary>
    public int CrossbarPairs =>
        Tiles.Sum(tile => tile.Blocks
            .Where(block => block.ColumnSum != ColumnSum.Element && BlockMap.StageOf(this, block) is not { Kind: not StageKind.Matrix })
            .DistinctBy(block => block.Pair).Count());

    /// <summary>Words that one partial sum takes on a channel between tiles: what its receive ends say.</summary>
    /// <param name="channel">A channel of a verified program.</param>
    internal int WordsOfPartialSum(SendChannel channel) =>
        channel.Destinations[0] is { Tile: >= 0 } end ? Tiles[end.Tile].Receives[end.Channel].Words : 1;
}
