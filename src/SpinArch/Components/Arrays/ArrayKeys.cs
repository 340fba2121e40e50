using System.Collections.Immutable;
using SpinArch.Components.Crossbar;
using SpinArch.Specs;

namespace SpinArch.Components.Arrays;

/// <summary>What can be set of arrays that are read whole, and the constants that it rests on.</summary>
internal static class ArrayKeys
{
    /// <summary>Keys of crossbars that an array has too: its lines, its levels, its drivers and what holds its currents.</summary>
    private static readonly ImmutableArray<string> _shared =
    [
        "crossbar.rows", "crossbar.columns", "crossbar.pairsPerTile", "sampleHold.banks", "dac.bits", "neuron.bits", "weight.meanBits",
        "weight.sigmaBits", "weight.cellBits", "weight.unity",
    ];

    // A sum in the neuron is that of two crossbars, and what is written in turn has a writer.
    private static readonly ImmutableArray<string> _neurons =
        ["neuron.current", "neuron.writeEnergy", "neuron.resetEnergy", "neuron.area", "neuron.trackBits"];

    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        .. CrossbarKeys.Keys.Where(key => _shared.Contains(key.Name)),
        Key.Time("array.readNs", mayBeZero: false, "Reading all bit lines of an array, for so long their currents are integrated.",
            spec => spec.Crossbar.ColumnRead,
            (spec, value) => spec with { Crossbar = spec.Crossbar with { ColumnRead = value } }),
        Key.Count("dac.bitsAtOnce", "bit", 1, 12, "Bits of a drive code that are driven together; the others follow, the lowest first.",
            (spec, value) => spec with { Dac = spec.Dac with { BitsAtOnce = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
        [.. CrossbarKeys.Constants.Where(constant => !_neurons.Contains(constant.Name))];
}
