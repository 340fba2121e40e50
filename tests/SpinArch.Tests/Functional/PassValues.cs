using SpinArch.Functional;

namespace SpinArch.Tests.Functional;

/// <summary>Results of a pass as values, whatever its units.</summary>
internal static class PassValues
{
    public static void Values(this INetworkPass pass, int input, ReadOnlySpan<byte> image, int samples, Span<double> values)
    {
        pass.Run(input, image, samples, values);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= pass.Unit;
        }
    }
}
