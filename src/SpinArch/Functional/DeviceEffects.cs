using SpinArch.Components;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>Which effects an architecture has, and an architecture with some of its imperfections alone.</summary>
public static class DeviceEffects
{
    private const InferenceEffects Quantisation =
        InferenceEffects.Weights | InferenceEffects.Dac | InferenceEffects.Adc | InferenceEffects.Neuron;

    // What is left of them where nothing is analog.
    private const InferenceEffects Digital = InferenceEffects.Weights | InferenceEffects.Neuron;

    /// <summary>All effects that the architecture has: every quantisation, and the imperfections whose keys are not 0.</summary>
    public static InferenceEffects Of(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return QuantisationOf(spec)
            | (spec.Device.ConductanceSpread > 0 ? InferenceEffects.Conductance : InferenceEffects.None)
            | (spec.Device.StuckOff + spec.Device.StuckOn > 0 ? InferenceEffects.Stuck : InferenceEffects.None)
            | (spec.Device.IsTrngFair ? InferenceEffects.None : InferenceEffects.Trng)
            | (spec.Device.ReadNoise > 0 ? InferenceEffects.Noise : InferenceEffects.None)
            | (spec.Device.LineResistance > 0 ? InferenceEffects.Lines : InferenceEffects.None)
            | (spec.Device.Hops > 0 ? InferenceEffects.Drift : InferenceEffects.None);
    }

    /// <summary>Whether every cell is as its level says.</summary>
    internal static bool AreIdeal(ArchitectureSpec spec) => Of(spec) == QuantisationOf(spec);

    // Without a sigma nothing is a Gaussian.
    private static InferenceEffects QuantisationOf(ArchitectureSpec spec) =>
        (ComponentCatalog.TakesWholeLayers(spec) ? Digital : Quantisation) | (spec.HasSigma ? InferenceEffects.Sampler
            : InferenceEffects.None);

    internal static ArchitectureSpec Only(ArchitectureSpec spec, InferenceEffects effects)
    {
        bool trng = effects.HasFlag(InferenceEffects.Trng);
        bool stuck = effects.HasFlag(InferenceEffects.Stuck);
        return spec with
        {
            Device = spec.Device with
            {
                ConductanceSpread = effects.HasFlag(InferenceEffects.Conductance) ? spec.Device.ConductanceSpread : 0,
                StuckOff = stuck ? spec.Device.StuckOff : 0,
                StuckOn = stuck ? spec.Device.StuckOn : 0,
                ReadNoise = effects.HasFlag(InferenceEffects.Noise) ? spec.Device.ReadNoise : 0,
                LineResistance = effects.HasFlag(InferenceEffects.Lines) ? spec.Device.LineResistance : 0,
                Hops = effects.HasFlag(InferenceEffects.Drift) ? spec.Device.Hops : 0,
                TrngBias = trng ? spec.Device.TrngBias : 0,
                TrngBiasSpread = trng ? spec.Device.TrngBiasSpread : 0,
            },
        };
    }
}
