namespace SpinArch.Kernel;

/// <summary>Chooses a wheel's tick: the greatest common divisor of the delays, unless they would then overflow the wheel.</summary>
public static class WheelTick
{
    /// <summary>The tick when nothing is known of the delays.</summary>
    public static Picoseconds Default => new(1000);

    /// <summary>
    /// The tick for a model with the given delays. Every slot then holds one instant, if their greatest common divisor allows it.
    /// Where it is so small that delays would overflow the wheel (333 ps among 1000 and 10,000 ps: a divisor of 1 ps, a wheel of
    /// 4 ns), the shortest delay is the tick: slots hold several instants, which the queue orders. Delays out of reach even
    /// then are left to the queue's heap and have no vote.
    /// </summary>
    /// <param name="delays">The delays between events; those not positive are ignored.</param>
    /// <param name="slots">How many slots the wheel has.</param>
    public static Picoseconds Choose(ReadOnlySpan<Picoseconds> delays, int slots = EventQueue.DefaultSlots)
    {
        long shortest = long.MaxValue;
        foreach (Picoseconds delay in delays)
        {
            shortest = delay.Value > 0 ? Math.Min(shortest, delay.Value) : shortest;
        }

        if (shortest == long.MaxValue)
        {
            return Default;
        }

        long longest = 0;
        long divisor = 0;
        foreach (Picoseconds delay in delays)
        {
            if (delay.Value > 0 && delay.Value / shortest < slots)
            {
                longest = Math.Max(longest, delay.Value);
                divisor = GreatestCommonDivisor(divisor, delay.Value);
            }
        }

        return new Picoseconds(longest / divisor < slots ? divisor : shortest);
    }

    private static long GreatestCommonDivisor(long left, long right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
