namespace SpinArch.Specs;

/// <summary>The digital vector unit.</summary>
public sealed record VectorSpec
{
    /// <summary><c>vector.width</c>: words a clock.</summary>
    public required int Width { get; init; }
}
