namespace SpinArch.Components.Elements;

/// <summary>The generator of Gaussians, a lane a product.</summary>
public sealed record GeneratorSpec
{
    /// <summary><c>generator.kind</c>: the circuit, and with it what a Gaussian costs.</summary>
    public GeneratorKind Kind { get; init; }

    /// <summary>
    /// <c>generator.draws</c>: whether the values are those that the circuit makes, in place of those that the same weight gets on every
    /// chip.
    /// </summary>
    public bool DrawsOwn { get; init; }
}
