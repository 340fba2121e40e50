using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Converter;

/// <summary>What can be set of the converters, and the constants that it rests on.</summary>
internal static class ConverterKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Key.Count("adc.bits", "bit", 1, 16, "Bits of a converter's code.",
            (spec, value) => spec with { Adc = spec.Adc with { Bits = value } }),
        Key.Time("adc.intervalNs", mayBeZero: false, "Between conversions of one converter.",
            spec => spec.Adc.Interval,
            (spec, value) => spec with { Adc = spec.Adc with { Interval = value } }),
        Key.Time("adc.latencyNs", mayBeZero: true, "From sampling to code.",
            spec => spec.Adc.Latency,
            (spec, value) => spec with { Adc = spec.Adc with { Latency = value } }),
        Key.Resource("adc.perTile", "converter", 1, 65536, "Converters of a tile.",
            spec => spec.Adc.PerTile,
            (spec, value) => spec with { Adc = spec.Adc with { PerTile = value } }),
        new FlagKey("adc.lossless", "Exact sums in place of codes, for studies; time and energy stay.",
            (spec, value) => spec with { Adc = spec.Adc with { Lossless = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("adc.powerPerBit", "mW", "Converting, for each bit."),
        new("adc.leakagePerBit", "mW", "ADC leakage, for each bit."),
        new("adc.area", "mm2", "One ADC."),
        new("adc.interval", "ns", "Conversion interval that the converter's figures hold for.", Positive: true),
        new("adc.latency", "ns", "Latency of a conversion that no cost is known for beyond.", Positive: true),
        new("adc.bits", "bit", "Bits that the converter's figures hold for.", Positive: true),
        new("adc.speedExponent", "exponent", "Power of the speed-up by which a conversion costs more when faster than published."),
        new("adc.bitFactor", "factor", "Factor on converter power, leakage and area for each bit beyond the published ones.",
            Positive: true),
        new("shiftAdd.power", "mW", "Shift and add."),
        new("shiftAdd.leakage", "mW", "Shift-and-add leakage."),
        new("shiftAdd.area", "mm2", "One shift-and-add unit."),
    ];
}
