namespace SpinArch.Estimation;

/// <summary>What one link carries.</summary>
/// <param name="Sample">Flits a round, in which every copy of the network works on a sample: partial sums and activations.</param>
/// <param name="Input">Flits an input besides: the input vector and the results, less what copies without a sample in the last round do not send.</param>
internal readonly record struct LinkLoad(long Sample, long Input);
