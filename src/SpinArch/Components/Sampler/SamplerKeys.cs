using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Sampler;

/// <summary>What can be set of the sampler, and the constants that it rests on.</summary>
internal static class SamplerKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        new ExtentKey("sampler.lanes", "Gaussian", Key.MostRows, [ExtentKey.RowsWord, "unbounded"],
            "Gaussians made at once; \"rows\" follows crossbar.rows.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Lanes = value } })
        {
            KeepsProgram = true,
            Get = spec => spec.Sampler.Lanes,
        },
        Key.Resource("sampler.arrays", "array", 1, 64, "Random-number arrays that take turns, so that one is read while others relax.",
            spec => spec.Sampler.Arrays,
            (spec, value) => spec with { Sampler = spec.Sampler with { Arrays = value } }),
        Key.Time("sampler.resetNs", mayBeZero: true, "Resetting every row of a random-number array at once.",
            spec => spec.Sampler.Reset,
            (spec, value) => spec with { Sampler = spec.Sampler with { Reset = value } }),
        Key.Time("sampler.relaxNs", mayBeZero: true, "Letting every junction relax to one of its two states.",
            spec => spec.Sampler.Relax,
            (spec, value) => spec with { Sampler = spec.Sampler with { Relax = value } }),
        Key.Time("sampler.rowReadNs", mayBeZero: true, "Reading one row: one uniform variable of every lane.",
            spec => spec.Sampler.RowRead,
            (spec, value) => spec with { Sampler = spec.Sampler with { RowRead = value } }),
        Key.Time("sampler.normaliseNs", mayBeZero: true, "Making the accumulated sum a Gaussian, overlapped with the next batch.",
            spec => spec.Sampler.Normalise,
            (spec, value) => spec with { Sampler = spec.Sampler with { Normalise = value } }),
        Key.Count("sampler.variables", "variable", 1, 64, "Uniform variables summed to one Gaussian (V).",
            (spec, value) => spec with { Sampler = spec.Sampler with { Variables = value } }),
        Key.Count("sampler.bits", "bit", 1, 16, "Bits of a uniform variable.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Bits = value } }),
        Key.Banks("sampler.banks", "Banks of Gaussians.", spec => spec.Sampler.Banks,
            (spec, value) => spec with { Sampler = spec.Sampler with { Banks = value } }),
        new FractionKey("device.trngBias", "Mean offset of a random bit's probability of being 1 from 1/2.",
            (spec, value) => spec with { Device = spec.Device with { TrngBias = value } }, least: -0.5, most: 0.5),
        new FractionKey("device.trngBiasSpread", "Standard deviation of that offset from junction to junction.",
            (spec, value) => spec with { Device = spec.Device with { TrngBiasSpread = value } }, most: 0.5),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("trng.bitEnergy", "fJ", "One random bit: its reset."),
        new("trng.senseEnergy", "fJ", "Reading one random bit."),
        new("trng.area", "mm2", "One random-bit junction."),
        new("trng.resetTime", "ns", "Reset that the energy of a random bit holds for.", Positive: true),
        new("trng.relaxTime", "ns", "Relaxation that no cost is known for beyond.", Positive: true),
        new("trng.readTime", "ns", "Reading of a row of random bits, likewise.", Positive: true),
        .. SharedConstants.Alu,
    ];
}
