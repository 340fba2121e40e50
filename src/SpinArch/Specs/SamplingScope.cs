namespace SpinArch.Specs;

/// <summary>What is drawn once: the weights of a sample, or those of every vector that meets them.</summary>
public enum SamplingScope
{
    /// <summary>Every read of a matrix draws its weights anew: what arrays do by themselves.</summary>
    Read,

    /// <summary>One draw of the weights a Monte-Carlo sample, the same at every position: what variational inference means.</summary>
    Sample,
}
