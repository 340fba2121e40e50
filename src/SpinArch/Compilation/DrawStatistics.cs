using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Range and standard deviation of the integer Gaussian Z (<c>docs/arithmetic.md</c>, section 3).</summary>
/// <param name="Maximum">Zmax = V (2^b - 1).</param>
/// <param name="Deviation">sqrt(V (4^b - 1) / 3).</param>
internal readonly record struct DrawStatistics(double Maximum, double Deviation)
{
    public static DrawStatistics Of(SamplerSpec sampler)
    {
        double levels = 1L << sampler.Bits;
        return new DrawStatistics(sampler.Variables * (levels - 1), Math.Sqrt(sampler.Variables * ((levels * levels) - 1) / 3));
    }
}
