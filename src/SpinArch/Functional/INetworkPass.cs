namespace SpinArch.Functional;

/// <summary>One thread's way through a network, whatever its arithmetic.</summary>
internal interface INetworkPass
{
    /// <summary>What a unit of an output is worth: outputs are whole numbers of units where the hardware's are, so that equal ones are equal.</summary>
    double Unit { get; }

    /// <summary>What the converters did so far.</summary>
    ConversionTally Tally { get; }

    /// <summary>Evaluates one input.</summary>
    /// <param name="input">Its index in the run: part of the draw counter.</param>
    /// <param name="image">Its pixels.</param>
    /// <param name="samples">Monte-Carlo samples, from 0 on.</param>
    /// <param name="outputs">Receives the results in units of <see cref="Unit"/>, [samples][outputs].</param>
    void Run(int input, ReadOnlySpan<byte> image, int samples, Span<double> outputs);
}
