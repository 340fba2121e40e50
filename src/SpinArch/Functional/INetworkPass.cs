namespace SpinArch.Functional;

/// <summary>One thread's way through a network, whatever its arithmetic.</summary>
internal interface INetworkPass
{
    /// <summary>Evaluates one input.</summary>
    /// <param name="input">Its index in the run: part of the draw counter.</param>
    /// <param name="image">Its pixels.</param>
    /// <param name="samples">Monte-Carlo samples, from 0 on.</param>
    /// <param name="outputs">Receives the values of the results, [samples][outputs].</param>
    void Run(int input, ReadOnlySpan<byte> image, int samples, Span<double> outputs);
}
