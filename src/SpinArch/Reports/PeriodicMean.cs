using SpinArch.Kernel;

namespace SpinArch.Reports;

/// <summary>
/// Mean interval between events that repeat themselves: over whole periods, so that it is the exact rate and does not depend on where the
/// last event of a run falls within one.
/// </summary>
internal static class PeriodicMean
{
    /// <summary>The mean interval over the last whole periods, or over all intervals where fewer than two periods are to be seen [ns].</summary>
    /// <param name="times">When events happened, in any order.</param>
    /// <param name="from">In order of time, the first event whose interval from the one before counts.</param>
    /// <returns>Null where there is no interval.</returns>
    public static double? OfTimes(IEnumerable<Picoseconds> times, int from)
    {
        Picoseconds[] ordered = [.. times.Order()];
        ReadOnlySpan<Picoseconds> counted = ordered.AsSpan(Math.Min(ordered.Length, Math.Max(1, from) - 1));
        int intervals = counted.Length - 1;
        if (intervals < 1)
        {
            return null;
        }

        var differences = new long[intervals];
        for (int index = 0; index < intervals; index++)
        {
            differences[index] = (counted[index + 1] - counted[index]).Value;
        }

        int period = PeriodOf(differences);
        int whole = intervals / period * period;
        return (counted[^1] - counted[^(whole + 1)]).Nanoseconds / whole;
    }

    // The shortest period that a sequence holds twice; else its length. A sequence has period p where it and itself p later are the same, so the
    // shortest one is what its longest proper border leaves of it (the prefix function of Knuth, Morris and Pratt, SIAM J. Comput. 6(2), 1977).
    private static int PeriodOf(long[] sequence)
    {
        var border = new int[sequence.Length];
        for (int index = 1; index < sequence.Length; index++)
        {
            int length = border[index - 1];
            while (length > 0 && sequence[index] != sequence[length])
            {
                length = border[length - 1];
            }

            border[index] = sequence[index] == sequence[length] ? length + 1 : 0;
        }

        int period = sequence.Length - border[^1];
        return period <= sequence.Length / 2 ? period : sequence.Length;
    }
}
