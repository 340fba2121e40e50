namespace SpinArch.Estimation;

/// <summary>What one link carries.</summary>
/// <param name="Sample">Flits a sample: partial sums and activations.</param>
/// <param name="Input">Flits an input besides: the input vector and the results.</param>
internal readonly record struct LinkLoad(long Sample, long Input);
