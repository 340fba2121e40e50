namespace SpinArch.Sweeps;

/// <summary>A logarithmic axis over some values, a little wider than they are.</summary>
internal sealed class LogAxis
{
    private readonly double low;
    private readonly double high;
    private readonly double from;
    private readonly double to;

    /// <param name="values">At least one, all above 0.</param>
    /// <param name="from">Pixel of the lowest value.</param>
    /// <param name="to">Pixel of the highest value.</param>
    public LogAxis(IEnumerable<double> values, double from, double to)
    {
        double[] logs = [.. values.Select(Math.Log10)];
        double margin = Math.Max(0.02, 0.06 * (logs.Max() - logs.Min()));
        (low, high, this.from, this.to) = (logs.Min() - margin, logs.Max() + margin, from, to);
    }

    /// <summary>Round values to mark: 1, 2 and 5 times powers of ten, or evenly spaced ones where fewer than two of these fit.</summary>
    public IReadOnlyList<double> Ticks
    {
        get
        {
            double[] round =
            [
                .. Enumerable.Range((int)Math.Floor(low), (int)(Math.Ceiling(high) - Math.Floor(low)) + 1)
                    .SelectMany(power => new[] { 1.0, 2, 5 }.Select(digit => digit * Math.Pow(10, power)))
                    .Where(value => Math.Log10(value) >= low && Math.Log10(value) <= high),
            ];
            return round.Length is >= 2 and <= 12 ? round
                : round.Length > 12 ? [.. round.Where(value => Math.Abs(Math.Log10(value) - Math.Round(Math.Log10(value))) < 1e-9)]
                : [.. Enumerable.Range(0, 5).Select(index => Math.Pow(10, low + ((high - low) * (index + 0.5) / 5)))];
        }
    }

    /// <summary>Pixel of a value.</summary>
    public double At(double value) => from + ((to - from) * (Math.Log10(value) - low) / (high - low));
}
