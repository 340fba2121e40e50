using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Scaler;

/// <summary>What can be set of the scaler, and the constants that it rests on.</summary>
internal static class ScalerKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        new ExtentKey("scaler.width", "product", Key.MostRows, [ExtentKey.RowsWord, "unbounded"],
            "Products x.z a clock; \"rows\" follows crossbar.rows.",
            (spec, value) => spec with { Scaler = spec.Scaler with { Width = value } })
        {
            KeepsProgram = true,
            Get = spec => spec.Scaler.Width,
        },
        Key.Banks("sigmaInput.banks", "Banks of the sigma DAC register.",
            spec => spec.SigmaInput.Banks,
            (spec, value) => spec with { SigmaInput = new BankSpec { Banks = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        .. SharedConstants.Alu,
    ];
}
