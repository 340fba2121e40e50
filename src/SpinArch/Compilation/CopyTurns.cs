using System.Numerics;

namespace SpinArch.Compilation;

/// <summary>
/// Which copies of two neighbouring layers share samples: sample s goes from copy s mod <see cref="Before"/> to copy s mod
/// <see cref="After"/>. A copy meets those of the other layer whose number leaves the same rest by the greatest common divisor, in turn.
/// </summary>
/// <param name="Before">Copies of the layer that sends.</param>
/// <param name="After">Copies of the layer that receives.</param>
internal readonly record struct CopyTurns(int Before, int After)
{
    /// <summary>Copies that a sender sends to in turn.</summary>
    public int Destinations => After / Divisor;

    /// <summary>Copies that a receiver receives from in turn.</summary>
    public int Sources => Before / Divisor;

    private int Divisor => (int)BigInteger.GreatestCommonDivisor(Before, After);

    /// <summary>Where a sender's samples of a turn go.</summary>
    public int Destination(int source, int turn) => (source + (Before * turn)) % After;

    /// <summary>Where a receiver's samples of a turn come from.</summary>
    public int Source(int destination, int turn) => (destination + (After * turn)) % Before;

    /// <summary>How many samples a sender sends in a turn.</summary>
    /// <param name="source">Copy of the layer that sends.</param>
    /// <param name="turn">Below <see cref="Destinations"/>.</param>
    /// <param name="samples">Samples of an input.</param>
    public int Samples(int source, int turn, int samples)
    {
        int first = source + (Before * turn);
        return first < samples ? ((samples - 1 - first) / (Before * Destinations)) + 1 : 0;
    }
}
