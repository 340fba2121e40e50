using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Vector;

/// <summary>What can be set of the vector unit, and the constants that it rests on.</summary>
internal static class VectorKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Key.Resource("vector.width", "word", 1, 65536, "Words of the vector unit a clock.",
            spec => spec.Vector.Width,
            (spec, value) => spec with { Vector = new VectorSpec { Width = value } }),
        Key.Banks("latch.banks", "Banks of each kind of latch.", spec => spec.Latch.Banks,
            (spec, value) => spec with { Latch = new BankSpec { Banks = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("sigmoid.power", "mW", "Sigmoid or tanh."),
        new("sigmoid.leakage", "mW", "Sigmoid leakage."),
        new("sigmoid.area", "mm2", "One sigmoid unit."),
        .. SharedConstants.Alu,
    ];
}
