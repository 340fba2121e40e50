namespace SpinArch.Estimation;

/// <summary>What one link carries.</summary>
/// <param name="Sample">Flits a round, a whole pattern of samples dealt to copies: partial sums and activations.</param>
/// <param name="Input">Flits an input besides: the input vector and the results, less what the last round has no samples for.</param>
internal readonly record struct LinkLoad(long Sample, long Input);
