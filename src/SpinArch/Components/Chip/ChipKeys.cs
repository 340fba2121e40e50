using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Chip;

/// <summary>What can be set of the chip as a whole, and the constants that it rests on.</summary>
internal static class ChipKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Key.Time("clock.periodNs", mayBeZero: false, "The digital clock.",
            spec => spec.Clock.Period,
            (spec, value) => spec with { Clock = new ClockSpec { Period = value } }),
        Key.Count("device.seed", "chip", 0, int.MaxValue, "Which chip of the population: the draw of its imperfections.",
            (spec, value) => spec with { Device = spec.Device with { Seed = value } }),
        new ChoiceKey("mapping.fanIn", FanInNames.All,
            "How partial sums of a partitioned fan-in are combined; a layer of the network file may name another way.",
            (spec, value) => spec with { Mapping = spec.Mapping with { FanIn = FanInNames.Find(value)!.Value } },
            alias: (FanInNames.Hyphenated, FanInNames.NameOf(FanInKind.TimeMultiplex))),
        new ChoiceKey("mapping.blocks", ["balanced", "greedy"],
            "How rows and columns are cut: sizes that differ by at most one, or full crossbars and a rest.",
            (spec, value) => spec with { Mapping = spec.Mapping with { GreedyBlocks = value == "greedy" } }),
        Key.Count("mapping.replicas", "copy", 1, MappingSpec.MostReplicas,
            "Copies of every layer, to which the samples of an input are dealt in turn; a layer of the network file may name another number.",
            (spec, value) => spec with { Mapping = spec.Mapping with { Replicas = value } }),
        new ExtentKey("mapping.tileBudget", "tile", 65536, ["none"],
            "Tiles within which the compiler chooses copies of each layer, so that the longest time of a sample divided by copies is least; layers that name a number keep it.",
            (spec, value) => spec with { Mapping = spec.Mapping with { TileBudget = value } }),
        new ChoiceKey("mapping.placement", ["rowMajor", "snake", "optimized"], "How tiles are laid onto the mesh.",
            (spec, value) => spec with { Mapping = spec.Mapping with { Placement = value } }),
        new FlagKey("mapping.muReuse", "Whether the first layer keeps its mu partial sums across samples.",
            (spec, value) => spec with { Mapping = spec.Mapping with { MuReuse = value } }) { ExistsWith = ["scaler"] },
        new ChoiceKey("sampling.scope", ["read", "sample"],
            "What is drawn once: the weights of every read of a convolution, or those of a whole Monte-Carlo sample. "
            + "Dense layers are read once a sample.",
            (spec, value) => spec with { Sampling = value == "sample" ? SamplingScope.Sample : SamplingScope.Read })
        { ExistsWith = ["scaler"] },
        new FractionKey("activity.meanSquareDrive", "Mean of (drive / full drive) squared where a network carries no weights.",
            (spec, value) => spec with { Activity = spec.Activity with { MeanSquareDrive = value } }),
        new FractionKey("activity.meanLevel", "Mean conductance level, as a fraction of the highest, where a network carries no weights.",
            (spec, value) => spec with { Activity = spec.Activity with { MeanLevel = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("peripheral.accessTime", "ns", "Time for which a PUMA power counts at each access.", Positive: true),
        new("peripheral.clock", "GHz", "Clock that digital figures hold for.", Positive: true),
        new("peripheral.speedExponent", "exponent",
            "Power of the speed-up by which a digital access costs more when faster than published."),
    ];
}
