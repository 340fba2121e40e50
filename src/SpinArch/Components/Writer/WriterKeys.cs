using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Writer;

/// <summary>What can be set of the writer, and the constants that it rests on.</summary>
internal static class WriterKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Key.Count("crossbar.blocksPerTile", "block", 0, 16,
            "Row blocks that a tile can hold under time-multiplex; those beyond its pairs are written onto them in turn. 0: as many as pairs.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { BlocksPerTile = value } }),
        Key.Time("crossbar.rowWriteNs", mayBeZero: false,
            "Writing one word line of both crossbars of a pair, its levels fetched meanwhile.",
            spec => spec.Crossbar.RowWrite,
            (spec, value) => spec with { Crossbar = spec.Crossbar with { RowWrite = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("crossbar.writeTime", "ns", "Write of a word line that the programming energy holds for.", Positive: true),
        .. SharedConstants.Edram,
    ];
}
