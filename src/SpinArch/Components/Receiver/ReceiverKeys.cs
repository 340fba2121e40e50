using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Receiver;

/// <summary>What can be set of the receiver, and the constants that it rests on.</summary>
internal static class ReceiverKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Key.Banks("input.banks", "Banks of the input register x.", spec => spec.Input.Banks,
            (spec, value) => spec with { Input = new BankSpec { Banks = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
        [];
}
