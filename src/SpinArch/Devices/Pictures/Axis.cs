namespace SpinArch.Devices.Pictures;

/// <summary>A linear axis from a value to a value, and from a pixel to a pixel.</summary>
/// <param name="Least">Value at the first pixel.</param>
/// <param name="Most">Value at the last pixel, above <paramref name="Least"/>.</param>
/// <param name="From">The first pixel.</param>
/// <param name="To">The last pixel.</param>
internal readonly record struct Axis(double Least, double Most, double From, double To)
{
    /// <summary>Pixel of a value, held to the ends.</summary>
    public double At(double value) => From + ((To - From) * Math.Clamp((value - Least) / (Most - Least), 0, 1));

    /// <summary>Some five to ten round values to mark: 1, 2 or 5 times a power of ten apart.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            double power = Math.Pow(10, Math.Floor(Math.Log10((Most - Least) / 4)));
            double digit = (Most - Least) / 4 / power;
            double step = power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
            double first = Math.Ceiling((Least / step) - 1e-9);
            int count = (int)Math.Floor((Most / step) - first + 1e-9) + 1;
            return Enumerable.Range(0, count).Select(index => (first + index) * step);
        }
    }
}
