namespace SpinArch.Components.Elements;

/// <summary>The circuit that makes Gaussians.</summary>
public enum GeneratorKind
{
    /// <summary>The population count of a linear feedback register that lies in a memory.</summary>
    FeedbackRegister,

    /// <summary>A pool of Gaussians that orthogonal transforms of four of them make anew.</summary>
    Wallace,
}
