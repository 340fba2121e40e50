using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>The words of <c>--effects</c>.</summary>
public static class EffectNames
{
    private static readonly ImmutableArray<(string Name, InferenceEffects Effect)> Single =
    [
        ("weights", InferenceEffects.Weights),
        ("sampler", InferenceEffects.Sampler),
        ("dac", InferenceEffects.Dac),
        ("adc", InferenceEffects.Adc),
        ("neuron", InferenceEffects.Neuron),
        ("conductance", InferenceEffects.Conductance),
        ("stuck", InferenceEffects.Stuck),
        ("trng", InferenceEffects.Trng),
        ("noise", InferenceEffects.Noise),
        ("lines", InferenceEffects.Lines),
        ("drift", InferenceEffects.Drift),
    ];

    /// <summary>Names of the single effects, quantisations before imperfections.</summary>
    public static ImmutableArray<string> All { get; } = [.. Single.Select(effect => effect.Name)];

    /// <summary>Reads <c>all</c>, <c>none</c> or a list.</summary>
    /// <param name="text">Names separated by commas.</param>
    /// <exception cref="InputException">A name is unknown (the message lists those that are known), given twice, or beside all or none.</exception>
    public static InferenceEffects Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] names = NameList.Parse("--effects", text);
        if (names is ["all"])
        {
            return InferenceEffects.All;
        }

        if (names is ["none"])
        {
            return InferenceEffects.None;
        }

        return names.FirstOrDefault(name => name is "all" or "none") is { } whole
            ? throw new InputException("--effects", $"'{whole}' stands alone; it contradicts the other names")
            : names.Aggregate(InferenceEffects.None, (effects, name) => effects | Find(name));
    }

    /// <summary>The names of the effects in a set, in the order of <see cref="All"/>.</summary>
    public static ImmutableArray<string> Of(InferenceEffects effects) =>
        [.. Single.Where(single => effects.HasFlag(single.Effect)).Select(single => single.Name)];

    private static InferenceEffects Find(string name)
    {
        foreach ((string known, InferenceEffects effect) in Single)
        {
            if (known == name)
            {
                return effect;
            }
        }

        string hint = NearestName.Of(name, All) is { } nearest ? $"; did you mean {nearest}?" : "";
        throw new InputException("--effects", $"'{Quoted.Short(name)}' is no effect{hint} Known: all, none, {string.Join(", ", All)}");
    }
}
