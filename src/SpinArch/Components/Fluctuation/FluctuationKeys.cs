using System.Collections.Immutable;
using SpinArch.Components.Crossbar;
using SpinArch.Specs;

namespace SpinArch.Components.Fluctuation;

/// <summary>What can be set of cells that fluctuate, and the constants that it rests on.</summary>
internal static class FluctuationKeys
{
    private static readonly ImmutableArray<(string Word, CellShape Shape)> _shapes =
        [("gaussian", CellShape.Gaussian), ("arcsine", CellShape.Arcsine), ("twoState", CellShape.TwoState)];

    // Its junctions are cells of the array.
    private static readonly ImmutableArray<string> _ofCells =
        ["crossbar.supply", "crossbar.unityResistance", "crossbar.tmr", "crossbar.cellArea"];

    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        new ChoiceKey("fluctuation.shape", [.. _shapes.Select(shape => shape.Word)], "How the values of a cell are distributed.",
            (spec, value) => spec.With(spec.Part<FluctuationSpec>() with { Shape = _shapes.Single(shape => shape.Word == value).Shape })),
        Key.Time("fluctuation.correlationNs", mayBeZero: false, "Time in which the autocorrelation of a cell falls to 1/e.",
            spec => spec.Part<FluctuationSpec>().Correlation,
            (spec, value) => spec.With(spec.Part<FluctuationSpec>() with { Correlation = value })),
        Key.Time("fluctuation.spacingNs", mayBeZero: false,
            "Time between two reads of a cell for successive samples of an input, as far as values depend on it.",
            spec => spec.Part<FluctuationSpec>().Spacing,
            (spec, value) => spec.With(spec.Part<FluctuationSpec>() with { Spacing = value })),
        new FlagKey("fluctuation.compensated", "Whether sigmas are programmed larger by what a read averages away of them.",
            (spec, value) => spec.With(spec.Part<FluctuationSpec>() with { IsCompensated = value })),
        new FractionKey("fluctuation.sigmaSpread", "Standard deviation of a cell's sigma from cell to cell, relative to it.",
            (spec, value) => spec.With(spec.Part<FluctuationSpec>() with { SigmaSpread = value })),
        new FractionKey("fluctuation.correlationSpread",
            "Standard deviation of a cell's correlation time from cell to cell, relative to its mean; times are log-normal.",
            (spec, value) => spec.With(spec.Part<FluctuationSpec>() with { CorrelationSpread = value }), most: 10),
        Key.Count("fluctuation.variables", "variable", 1, 16,
            "Uniform numbers summed to the random number of a cell: the draws of a sampler of as many.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Variables = value } }),
        Key.Count("fluctuation.bits", "bit", 1, 8, "Bits of such a number.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Bits = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        .. CrossbarKeys.Constants.Where(constant => _ofCells.Contains(constant.Name)),
        new("fluctuation.conductance", "1",
            "Mean conductance of a junction that fluctuates, as a place between its lowest state (0) and its highest (1)."),
    ];
}
