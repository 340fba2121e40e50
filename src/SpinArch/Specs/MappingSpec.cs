namespace SpinArch.Specs;

/// <summary>How a network is mapped onto tiles.</summary>
public sealed record MappingSpec
{
    /// <summary>Copies that a layer may have.</summary>
    public const int MostReplicas = 1024;

    /// <summary><c>mapping.fanIn</c>: the fan-in strategy of every layer for which the network file names none.</summary>
    public required FanInKind FanIn { get; init; }

    /// <summary><c>mapping.blocks</c>: whether blocks fill crossbars one after another, in place of sizes that differ by at most one.</summary>
    public required bool GreedyBlocks { get; init; }

    /// <summary><c>mapping.replicas</c>: copies of every layer for which the network file says nothing; samples are dealt to them in turn.</summary>
    public required int Replicas { get; init; }

    /// <summary><c>mapping.tileBudget</c>: tiles that the compiler may spend on copies of the layers for which the network file says nothing; unbounded where it chooses none.</summary>
    public required Extent TileBudget { get; init; }

    /// <summary><c>mapping.placement</c>: <c>rowMajor</c>, <c>snake</c> or <c>optimized</c>.</summary>
    public required string Placement { get; init; }

    /// <summary><c>mapping.muReuse</c>: whether the first layer keeps its mu partial sums across samples.</summary>
    public required bool MuReuse { get; init; }
}
