using System.Numerics;
using System.Runtime.CompilerServices;
using SpinArch.Files;
using SpinArch.Kernel;

namespace SpinArch.Energy;

/// <summary>
/// Whole-number amounts in bins of time, one row of bins per key. An amount is split over the bins that its interval
/// overlaps in proportion to the overlap: the share up to time t of an amount A over duration d is floor(A t / d), so the
/// shares of an amount always add up to the amount.
/// </summary>
/// <remarks>
/// With A = q d + r the share is q t + floor(r t / d). Neither product outgrows 128 bits: q t is at most A, and r t is below d squared,
/// which is below 2^126. So no amount and no duration is too large; only a row's sum must fit its cells, which is checked.
/// A timeline is either fixed (the user chose the bin width; too many cells are refused) or adaptive (when a row would
/// outgrow its bound, neighbouring bins merge and the width doubles), so that its memory is bounded either way.
/// </remarks>
/// <typeparam name="TAmount">A whole number that holds a row's sum.</typeparam>
public sealed class Timeline<TAmount>
    where TAmount : struct, IBinaryInteger<TAmount>
{
    private readonly TAmount[]?[] rows;
    private readonly int binLimit;
    private readonly long cellLimit;
    private readonly bool isAdaptive;
    private long cells;
    private long recentBin;
    private long recentStart;

    private Timeline(int rowCount, Picoseconds binWidth, int binLimit, long cellLimit, bool isAdaptive)
    {
        rows = new TAmount[]?[rowCount];
        this.isAdaptive = isAdaptive;
        BinWidth = binWidth;
        this.binLimit = binLimit;
        this.cellLimit = cellLimit;
    }

    /// <summary>Width of a bin.</summary>
    public Picoseconds BinWidth { get; private set; }

    /// <summary>How many rows.</summary>
    public int RowCount => rows.Length;

    /// <summary>How many bins hold anything or lie before one that does.</summary>
    public int BinCount { get; private set; }

    /// <summary>A timeline with the bins that a user asked for.</summary>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="binWidth">Positive width of a bin.</param>
    /// <param name="cellLimit">How many cells may be stored at most.</param>
    public static Timeline<TAmount> Fixed(int rowCount, Picoseconds binWidth, long cellLimit) =>
        new(rowCount, Positive(binWidth), Array.MaxLength, cellLimit, isAdaptive: false);

    /// <summary>A timeline whose bins grow so that there are never more than a number of them.</summary>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="firstWidth">Positive width to start with.</param>
    /// <param name="binLimit">How many bins at most, at least 2.</param>
    public static Timeline<TAmount> Adaptive(int rowCount, Picoseconds firstWidth, int binLimit) =>
        new(rowCount, Positive(firstWidth), Math.Max(binLimit, 2), long.MaxValue, isAdaptive: true);

    /// <summary>Adds an amount that was spent evenly over an interval; all of it at its start where it has no duration.</summary>
    /// <param name="row">The row.</param>
    /// <param name="start">When it started, not negative.</param>
    /// <param name="duration">How long it took, not negative.</param>
    /// <param name="amount">How much, not negative.</param>
    /// <exception cref="InputException">The bins are so narrow that the trace would not fit.</exception>
    /// <exception cref="OverflowException">A row holds more than its cells can.</exception>
    public void Add(int row, Picoseconds start, Picoseconds duration, TAmount amount)
    {
        (long bin, long lastBin) = Bins(start, duration);
        long width = BinWidth.Value;
        TAmount[] cellsOfRow = Reach(row, lastBin);
        if (bin == lastBin)
        {
            cellsOfRow[bin] = checked(cellsOfRow[bin] + amount);
            return;
        }

        Int128 all = Int128.CreateChecked(amount);
        (Int128 whole, Int128 rest) = Int128.DivRem(all, duration.Value);
        Int128 before = 0;
        for (; bin < lastBin; bin++)
        {
            long time = ((bin + 1) * width) - start.Value;
            Int128 upTo = (whole * time) + (rest * time / duration.Value);
            cellsOfRow[bin] = checked(cellsOfRow[bin] + TAmount.CreateChecked(upTo - before));
            before = upTo;
        }

        cellsOfRow[lastBin] = checked(cellsOfRow[lastBin] + TAmount.CreateChecked(all - before));
    }

    /// <summary>Adds an interval's own picoseconds: what <see cref="Add"/> does where the amount is the duration, without dividing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="start">When it started, not negative.</param>
    /// <param name="duration">How long it took, not negative.</param>
    /// <exception cref="InputException">The bins are so narrow that the trace would not fit.</exception>
    public void AddTime(int row, Picoseconds start, Picoseconds duration)
    {
        (long bin, long lastBin) = Bins(start, duration);
        TAmount[] cellsOfRow = Reach(row, lastBin);
        long rest = duration.Value;
        long upTo = Math.Min(rest, BinWidth.Value - (start.Value - (bin * BinWidth.Value)));
        cellsOfRow[bin] = checked(cellsOfRow[bin] + TAmount.CreateChecked(upTo));
        for (rest -= upTo; rest > 0; rest -= BinWidth.Value)
        {
            ++bin;
            cellsOfRow[bin] = checked(cellsOfRow[bin] + TAmount.CreateChecked(Math.Min(rest, BinWidth.Value)));
        }
    }

    /// <summary>The amount in a bin.</summary>
    /// <param name="row">The row.</param>
    /// <param name="bin">The bin, from 0.</param>
    public TAmount this[int row, int bin] => rows[row] is { } values && bin < values.Length ? values[bin] : TAmount.Zero;

    /// <summary>Whether a row was ever added to.</summary>
    /// <param name="row">The row.</param>
    public bool Has(int row) => rows[row] is not null;

    /// <summary>The sum of a row over all bins.</summary>
    /// <param name="row">The row.</param>
    public TAmount Sum(int row)
    {
        TAmount sum = TAmount.Zero;
        foreach (TAmount value in rows[row] ?? [])
        {
            sum = checked(sum + value);
        }

        return sum;
    }

    private static Picoseconds Positive(Picoseconds width) =>
        width.Value > 0 ? width : throw new InputException("--bin-ns", "must be greater than 0");

    private (long First, long Last) Bins(Picoseconds start, Picoseconds duration)
    {
        // Activities come nearly in order of time and are short: mostly they begin in the bin where the one before began, and
        // end there or in the next one, so that nothing need be divided.
        long width = BinWidth.Value;
        long first = start.Value - recentStart;
        if ((ulong)first >= (ulong)width)
        {
            recentBin = start.Value / width;
            recentStart = recentBin * width;
            first = start.Value - recentStart;
        }

        long last = Math.Max(first, checked(first + duration.Value) - 1);
        long lastBin = recentBin + (last < width ? 0 : last - width < width ? 1 : last / width);
        if (lastBin < binLimit)
        {
            return (recentBin, lastBin);
        }

        if (!isAdaptive)
        {
            ThrowTooMany();
        }

        Widen();
        return Bins(start, duration);
    }

    private TAmount[] Reach(int row, long bin)
    {
        if (bin >= BinCount)
        {
            BinCount = (int)(bin + 1);
        }

        return rows[row] is { } values && bin < values.Length ? values : Grow(row, bin);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TAmount[] Grow(int row, long bin)
    {
        TAmount[] values = rows[row] ?? [];
        long wanted = Math.Max(bin + 1, Math.Min(Math.Max(16, values.Length * 2L), binLimit));
        cells += wanted - values.Length;
        if (cells > cellLimit || wanted > Array.MaxLength)
        {
            ThrowTooMany();
        }

        Array.Resize(ref values, (int)wanted);
        rows[row] = values;
        return values;
    }

    private void Widen()
    {
        BinWidth *= 2;
        recentBin /= 2;
        recentStart = recentBin * BinWidth.Value;
        BinCount = (BinCount + 1) / 2;
        foreach (TAmount[]? values in rows)
        {
            if (values is null)
            {
                continue;
            }

            for (int bin = 0; bin < values.Length; bin++)
            {
                TAmount pair = 2 * bin < values.Length ? values[2 * bin] : TAmount.Zero;
                values[bin] = (2 * bin) + 1 < values.Length ? checked(pair + values[(2 * bin) + 1]) : pair;
            }
        }
    }

    private void ThrowTooMany() => throw new InputException(
        "--bin-ns",
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"bins of {BinWidth.Nanoseconds} ns make more than {cellLimit} rows for this run; choose wider bins"));
}
