using SpinArch.Arithmetic;
using SpinArch.Specs;

namespace SpinArch.Components.Elements;

/// <summary>The draws that the same weights get on every chip, in eight bits: <c>rdiv(127 Z, Zmax)</c>.</summary>
internal sealed class SharedElementDraws(ArchitectureSpec spec, ulong seed) : ElementDraws
{
    /// <summary>The largest magnitude.</summary>
    public const int Most = 127;

    /// <summary>Their standard deviation: that of Z in the smaller unit; rounding adds less than a thousandth.</summary>
    public static double Deviation(SamplerSpec sampler)
    {
        double levels = 1L << sampler.Bits;
        return Most * Math.Sqrt(sampler.Variables * ((levels * levels) - 1) / 3) / (sampler.Variables * (levels - 1));
    }

    private readonly GaussianDraws _draws = new(seed, spec.Sampler.Variables, spec.Sampler.Bits);
    private int[] _z = [];

    /// <inheritdoc/>
    public override void Fill(int input, int sample, int layer, int column, Span<short> draws)
    {
        if (_z.Length < draws.Length)
        {
            _z = new int[draws.Length];
        }

        Span<int> z = _z.AsSpan(0, draws.Length);
        _draws.Fill(input, sample, layer, column, 0, z);
        int maximum = _draws.Maximum;
        for (int row = 0; row < draws.Length; row++)
        {
            int magnitude = ((2 * Most * Math.Abs(z[row])) + maximum) / (2 * maximum);
            draws[row] = (short)(z[row] < 0 ? -magnitude : magnitude);
        }
    }
}
