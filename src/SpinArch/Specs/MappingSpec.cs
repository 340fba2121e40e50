namespace SpinArch.Specs;

/// <summary>How a network is mapped onto tiles.</summary>
public sealed record MappingSpec
{
    /// <summary><c>mapping.fanIn</c>: the fan-in strategy of every layer for which the network file names none.</summary>
    public required FanInKind FanIn { get; init; }

    /// <summary><c>mapping.placement</c>: <c>rowMajor</c> or <c>snake</c>.</summary>
    public required string Placement { get; init; }

    /// <summary><c>mapping.muReuse</c>: whether the first layer keeps its mu partial sums across samples.</summary>
    public required bool MuReuse { get; init; }
}
