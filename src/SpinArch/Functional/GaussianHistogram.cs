using MathNet.Numerics.Distributions;
using SpinArch.Files;

namespace SpinArch.Functional;

/// <summary>The histogram of the modelled Gaussians against the normal curve, as SVG.</summary>
public static class GaussianHistogram
{
    private const int Width = 640;
    private const int Height = 360;
    private const int Margin = 40;
    private const int Bars = 64;
    private const double Range = 4;

    /// <summary>Writes the picture: z from -4 to 4 in 64 bars.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteSvg(string path, GaussianQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        double deviation = Math.Sqrt(quality.Variables * (Math.Pow(4, quality.Bits) - 1) / 3);
        int maximum = quality.Counts.Length - 1;
        double barWidth = 2 * Range / Bars;
        double[] density = new double[Bars];
        for (int sum = 0; sum <= maximum; sum++)
        {
            // A sum stands for a span of z; it is shared out over the bars that it touches.
            double low = ((2.0 * sum) - maximum - 1) / deviation;
            double high = ((2.0 * sum) - maximum + 1) / deviation;
            for (int bar = Bar(low); bar <= Bar(high); bar++)
            {
                double overlap = Math.Min(high, ((bar + 1) * barWidth) - Range) - Math.Max(low, (bar * barWidth) - Range);
                density[bar] += Math.Max(0, overlap) / (high - low) * quality.Counts[sum] / quality.Draws / barWidth;
            }
        }

        double top = Math.Max(0.42, density.Max());
        var svg = new SvgPicture(Width, Height, FormattableString.Invariant($"{quality.Draws} Gaussians of {quality.Variables} uniform variables, {quality.Bits} bits each, and the normal curve"));
        for (int bar = 0; bar < Bars; bar++)
        {
            svg.Bar(X((bar * barWidth) - Range), Y(density[bar]), (Width - (2 * Margin)) / (double)Bars, Y(0) - Y(density[bar]), "#9dbfe3");
        }

        svg.Curve(Enumerable.Range(0, 201).Select(step => (step * 2 * Range / 200) - Range).Select(z => (X(z), Y(Normal.PDF(0, 1, z)))), "#a02020");
        svg.Line(Margin, Y(0), Width - Margin, Y(0), "#333");
        for (int z = -(int)Range; z <= Range; z++)
        {
            svg.Text(X(z), Y(0) + 16, $"{z}", "middle");
        }

        AtomicFile.WriteText(path, svg.Finish());

        int Bar(double z) => Math.Clamp((int)Math.Floor((z + Range) / barWidth), 0, Bars - 1);
        double X(double z) => Margin + ((z + Range) / (2 * Range) * (Width - (2 * Margin)));
        double Y(double value) => Height - Margin - (value / top * (Height - (2.0 * Margin)));
    }
}
