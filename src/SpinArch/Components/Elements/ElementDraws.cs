using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Components.Elements;

/// <summary>The draws that processing elements get: integers that eight bits carry, of zero mean.</summary>
internal abstract class ElementDraws
{
    /// <summary>The draws of a chip.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">What runs on it: layers follow each other.</param>
    /// <param name="seed">Key of all draws.</param>
    public static ElementDraws Of(ArchitectureSpec spec, Program program, ulong seed) => !spec.Part<GeneratorSpec>().DrawsOwn
        ? new SharedElementDraws(spec, seed)
        : spec.Part<GeneratorSpec>().Kind switch
        {
            GeneratorKind.FeedbackRegister => new FeedbackRegisterDraws(spec, program, seed),
            GeneratorKind.Wallace => new WallaceDraws(spec, program, seed),
        };

    /// <summary>Their standard deviation.</summary>
    public static double DeviationOf(ArchitectureSpec spec) => !spec.Part<GeneratorSpec>().DrawsOwn
        ? SharedElementDraws.Deviation(spec.Sampler)
        : spec.Part<GeneratorSpec>().Kind switch
        {
            GeneratorKind.FeedbackRegister => FeedbackRegisterDraws.Deviation,
            GeneratorKind.Wallace => WallaceDraws.Deviation,
        };

    /// <summary>Draws for all rows of a column.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="column">Column in the layer.</param>
    /// <param name="draws">Receives one a row.</param>
    public abstract void Fill(int input, int sample, int layer, int column, Span<short> draws);
}
