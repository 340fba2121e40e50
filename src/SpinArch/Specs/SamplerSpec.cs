using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>
/// The TRNG arrays with their accumulators. An array resets all rows at once, relaxes, and has <see cref="Variables"/> rows read one by
/// one; <see cref="Arrays"/> of them take turns, batch by batch, at one set of accumulators.
/// </summary>
public sealed record SamplerSpec
{
    /// <summary><c>sampler.lanes</c>: Gaussians made at once; <c>"rows"</c> follows the crossbar.</summary>
    public required Extent Lanes { get; init; }

    /// <summary><c>sampler.resetNs</c>.</summary>
    public required Picoseconds Reset { get; init; }

    /// <summary><c>sampler.relaxNs</c>.</summary>
    public required Picoseconds Relax { get; init; }

    /// <summary><c>sampler.rowReadNs</c>: one uniform variable.</summary>
    public required Picoseconds RowRead { get; init; }

    /// <summary><c>sampler.normaliseNs</c>: overlapped with the next batch.</summary>
    public required Picoseconds Normalise { get; init; }

    /// <summary><c>sampler.variables</c>: uniform variables summed to one Gaussian, V.</summary>
    public required int Variables { get; init; }

    /// <summary>Mean of (z / Zmax) squared over all draws: a sum of V variables of b bits has the variance V (4^b - 1) / 12 and the range V (2^b - 1) / 2.</summary>
    public double MeanSquareDraw => (Levels + 1) / (3 * Variables * (Levels - 1));

    private double Levels => 1L << Bits;

    /// <summary><c>sampler.bits</c>: bits of a uniform variable, 1 to 16.</summary>
    public required int Bits { get; init; }

    /// <summary><c>sampler.banks</c>: Gaussian banks.</summary>
    public required int Banks { get; init; }

    /// <summary><c>sampler.arrays</c>: arrays that take turns.</summary>
    public required int Arrays { get; init; }

    /// <summary>From the reset of an array to the end of its last row read.</summary>
    public Picoseconds Batch => Reset + Relax + Reads;

    /// <summary>
    /// From the reset of an array to that of the next: a turn of all of them is no shorter than a batch, so that each array is free again
    /// when its turn comes, and no array is read while another one is.
    /// </summary>
    public Picoseconds Turn => new(Math.Max(Reads.Value, (Batch.Value + Arrays - 1) / Math.Max(Arrays, 1)));

    /// <summary>From when the arrays can take the next column to the Gaussians of this one.</summary>
    public Picoseconds Lag => Batch - Turn + Normalise;

    private Picoseconds Reads => RowRead * Variables;
}
