using System.Collections.Immutable;
using System.Globalization;

namespace SpinArch.Sweeps;

/// <summary>
/// How far the values of a knob lie apart: numbers by their places in order, from 0 to 1; words are all equally far apart.
/// </summary>
internal sealed class KnobScale
{
    private readonly double[]? _places;

    /// <param name="values">The values.</param>
    public KnobScale(ImmutableArray<string> values)
    {
        double[] numbers = [.. values.Select(Number)];
        if (values.Length > 1 && !numbers.Any(double.IsNaN))
        {
            int[] order = [.. Enumerable.Range(0, numbers.Length).OrderBy(index => numbers[index])];
            _places = [.. Enumerable.Range(0, numbers.Length).Select(index => Array.IndexOf(order, index) / (numbers.Length - 1.0))];
        }

        Count = values.Length;
    }

    /// <summary>Values.</summary>
    public int Count { get; }

    /// <summary>Distance of two values by index.</summary>
    public double Distance(int left, int right) =>
        left == right ? 0 : _places is null ? 1 : Math.Abs(_places[left] - _places[right]);

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
