namespace SpinArch.Functional;

/// <summary>The functional path, its results as whole numbers.</summary>
internal sealed class HardwarePass(FunctionalNetwork network, ulong seed) : INetworkPass
{
    private readonly FunctionalPass pass = new(network, seed);
    private long[] codes = [];

    /// <inheritdoc/>
    public double Unit => network.OutputScale;

    /// <inheritdoc/>
    public ConversionTally Tally => pass.Tally;

    /// <inheritdoc/>
    public void Run(int input, ReadOnlySpan<byte> image, int samples, Span<double> outputs)
    {
        if (codes.Length != samples * network.Outputs)
        {
            codes = new long[samples * network.Outputs];
        }

        pass.Run(input, image, samples, codes);
        for (int i = 0; i < codes.Length; i++)
        {
            outputs[i] = codes[i];
        }
    }
}
