using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Elements;

/// <summary>What can be set of the elements, their memory and their generator, and the constants that they rest on.</summary>
internal static class ElementsKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Elements("elements.sets", "set", 1, 1024, "Sets of processing elements; all take the same inputs.",
            elements => elements.Sets,
            (elements, value) => elements with { Sets = value }),
        Elements("elements.perSet", "element", 1, 1024, "Elements of a set; each makes the sum of one column at a time.",
            elements => elements.PerSet,
            (elements, value) => elements with { PerSet = value }),
        Elements("elements.inputs", "input", 1, 1024, "Inputs that an element multiplies and accumulates a clock.",
            elements => elements.Inputs,
            (elements, value) => elements with { Inputs = value }),
        Elements("elements.pipelineClocks", "clock", 0, 4096,
            "Clocks from the last product of a layer to its last sum: memory, generator, weight, product, adder tree, accumulator.",
            elements => elements.PipelineClocks,
            (elements, value) => elements with { PipelineClocks = value }),
        Elements("elements.handOverClocks", "clock", 1, 4096,
            "Clocks in which the sums are activated and written where the next layer reads.",
            elements => elements.HandOverClocks,
            (elements, value) => elements with { HandOverClocks = value }),
        Key.Banks("elements.banks",
            "Sums of a layer that can be under way or waiting: with 1 a layer waits until the sums before are taken.",
            spec => spec.Part<ElementsSpec>().Banks,
            (spec, value) => spec.With(spec.Part<ElementsSpec>() with { Banks = value })),
        Key.Count("elements.weightBits", "bit", 2, 8, "Bits of a weight, of its mean and of its deviation, sign included.",
            (spec, value) => spec with
            {
                Weight = new WeightSpec { MeanBits = value - 1, SigmaBits = value - 1, CellBits = value - 1, Unity = WeightUnity.Reach },
                Crossbar = spec.Crossbar with { PairsPerTile = 1 },
            }),
        Key.Count("elements.activationBits", "bit", 1, 8, "Bits of an input and of an activation.",
            (spec, value) => spec with { Dac = new DacSpec { Bits = value }, Neuron = new NeuronSpec { Bits = value } }),
        Key.Count("weightMemory.kbit", "kbit", 1, 1 << 24, "Thousands of bits of means and deviations that the weight memory holds.",
            (spec, value) => spec.With(spec.Part<ElementsSpec>() with { MemoryKilobits = value })),
        new ChoiceKey("generator.kind", ["rlf", "wallace"],
            "The circuit that makes Gaussians: the population count of a linear feedback register in memory, or Wallace's pool.",
            (spec, value) => spec.With(spec.Part<GeneratorSpec>() with
            {
                Kind = value == "rlf" ? GeneratorKind.FeedbackRegister : GeneratorKind.Wallace,
            })),
        new ChoiceKey("generator.draws", ["shared", "own"],
            "Whose values they are: those that the same weight gets on every chip that draws, or those that the circuit makes.",
            (spec, value) => spec.With(spec.Part<GeneratorSpec>() with { DrawsOwn = value == "own" })),
        Key.Count("generator.variables", "variable", 1, 16, "Uniform numbers that are summed to one shared Gaussian.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Variables = value } }),
        Key.Count("generator.bits", "bit", 1, 16, "Bits of each of them.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Bits = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("generator.rlfPower", "mW", "Linear-feedback generator of generator.lanes lanes at its clock."),
        new("generator.rlfClock", "GHz", "Clock that its power holds for.", Positive: true),
        new("generator.wallacePower", "mW", "Wallace generator of generator.lanes lanes at its clock."),
        new("generator.wallaceClock", "GHz", "Clock that its power holds for.", Positive: true),
        new("generator.lanes", "1", "Lanes that the generators' powers hold for.", Positive: true),
        new("generator.area", "mm2", "One lane of the generator."),
        new("weightMemory.readEnergy", "fJ", "Reading one bit of the weight memory."),
        new("weightMemory.area", "mm2", "A thousand bits of the weight memory."),
        new("elements.weighEnergy", "fJ", "Making one weight: deviation times draw, plus mean."),
        new("elements.multiplyEnergy", "fJ", "One product, accumulated."),
        new("elements.activateEnergy", "fJ", "Activating one sum and writing it for the next layer."),
        new("elements.area", "mm2", "What makes one weight, multiplies and accumulates."),
        new("chip.unexplained", "mW", "Power that a publication gives a chip beyond what its parts explain."),
    ];

    private static CountKey Elements(
        string name, string unit, int minimum, int maximum, string summary, Func<ElementsSpec, int> get,
        Func<ElementsSpec, int, ElementsSpec> set) =>
        Key.Resource(name, unit, minimum, maximum, summary, spec => get(spec.Part<ElementsSpec>()),
            (spec, value) => spec.With(set(spec.Part<ElementsSpec>(), value)));
}
