namespace SpinArch.Traces.Analysis;

/// <summary>A store of a tile that has banks.</summary>
public enum BankStore
{
    /// <summary>The input register of a crossbar pair.</summary>
    Input,

    /// <summary>The sampler's Gaussian banks.</summary>
    Sampler,

    /// <summary>The sigma DAC register.</summary>
    SigmaInput,

    /// <summary>The sample-and-hold.</summary>
    SampleHold,
}
