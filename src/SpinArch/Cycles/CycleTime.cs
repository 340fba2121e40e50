using System.Globalization;

namespace SpinArch.Cycles;

/// <summary>The time of a cycle over its tokens, in lowest terms: picoseconds a period, exactly.</summary>
internal readonly record struct CycleTime : IComparable<CycleTime>
{
    /// <param name="time">Time [ps].</param>
    /// <param name="tokens">Periods; positive.</param>
    public CycleTime(long time, long tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);
        long divisor = (long)System.Numerics.BigInteger.GreatestCommonDivisor(time, tokens);
        (Time, Tokens) = (time / divisor, tokens / divisor);
    }

    /// <summary>Time [ps].</summary>
    public long Time { get; }

    /// <summary>Periods.</summary>
    public long Tokens { get; }

    /// <summary>Rounded to a double [ps].</summary>
    public double Picoseconds => (double)Time / Tokens;

    /// <summary>Nanoseconds of one of several items of a period.</summary>
    public double NanosecondsOf(int items) => (double)Time / ((double)Tokens * items * 1000);

    /// <inheritdoc/>
    public int CompareTo(CycleTime other) => ((Int128)Time * other.Tokens).CompareTo((Int128)other.Time * Tokens);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}/{Tokens} ps");
}
