namespace SpinArch.Hardware;

/// <summary>The currents of one column, or of one slice of it, in the sample-and-hold, as the integer sums they stand for.</summary>
internal struct HeldColumn
{
    /// <summary>M, where <see cref="HasMean"/>.</summary>
    public long Mean;

    /// <summary>S.</summary>
    public long Sigma;

    /// <summary>Whether the mean crossbar was read.</summary>
    public bool HasMean;
}
