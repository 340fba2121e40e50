namespace SpinArch.Functional;

/// <summary>What sets the hardware apart from real numbers; each can be had alone (<c>docs/accuracy.md</c>).</summary>
[Flags]
public enum InferenceEffects
{
    /// <summary>The ideal network: real weights, real Gaussians, clip(x, 0, 1).</summary>
    None = 0,

    /// <summary>Means and sigmas on the levels of <c>weight.meanBits</c> and <c>weight.sigmaBits</c>.</summary>
    Weights = 1,

    /// <summary>Gaussians that are sums of <c>sampler.variables</c> uniform variables of <c>sampler.bits</c>.</summary>
    Sampler = 2,

    /// <summary>Drive codes of <c>dac.bits</c>, of x and of x.z.</summary>
    Dac = 4,

    /// <summary>Column sums of every block converted to codes of <c>adc.bits</c>, clipped at the calibrated range.</summary>
    Adc = 8,

    /// <summary>Activations in <c>neuron.bits</c>.</summary>
    Neuron = 16,

    /// <summary>Conductances that differ from cell to cell by <c>device.conductanceSpread</c>.</summary>
    Conductance = 32,

    /// <summary>Cells stuck at one end: <c>device.stuckOff</c> and <c>device.stuckOn</c>.</summary>
    Stuck = 64,

    /// <summary>Random bits that are no fair coins: <c>device.trngBias</c> and <c>device.trngBiasSpread</c>.</summary>
    Trng = 128,

    /// <summary>Noise of every column read: <c>device.readNoise</c>.</summary>
    Noise = 256,

    /// <summary>Lines with resistance: <c>device.lineResistance</c>.</summary>
    Lines = 512,

    /// <summary>Walls that have hopped since they were written: <c>device.hops</c>.</summary>
    Drift = 1024,

    /// <summary>The hardware, bit for bit.</summary>
    All = Weights | Sampler | Dac | Adc | Neuron | Conductance | Stuck | Trng | Noise | Lines | Drift,
}
