using System.Collections.Immutable;
using SpinArch.Functional;

namespace SpinArch.Devices.Pictures;

/// <summary>Accuracy of single networks over the logarithm of the age, a curve a barrier and temperature.</summary>
public static class AgeingPicture
{
    /// <summary>The picture, as SVG. An age of 0 is drawn a decade before the youngest.</summary>
    /// <param name="title">Above the picture.</param>
    /// <param name="points">At least one.</param>
    public static string Of(string title, ImmutableArray<AgeingPoint> points)
    {
        double[] logs = [.. points.Where(point => point.Ageing.Age.Seconds > 0).Select(point => Math.Log10(point.Ageing.Age.Seconds))];
        double youngest = logs.Length == 0 ? 1 : logs.Min();
        double most = logs.Length == 0 ? 2 : logs.Max();
        bool hasNew = points.Any(point => point.Ageing.Age.Seconds == 0);
        double least = hasNew ? youngest - 1 : youngest;
        var chart = new Chart(
            title, hasNew ? "age, log10 of seconds (left edge: as written)" : "age, log10 of seconds", "accuracy", (
            least, most > least ? most : least + 1), (0, 1));
        foreach (
            IGrouping<(double Barrier, double Temperature), AgeingPoint> curve in points.GroupBy(
            point => (point.Ageing.BarrierKt, point.Ageing.Retention.TemperatureK)))
        {
            chart.Curve(
                FormattableString.Invariant($"{curve.Key.Barrier:G4} kT at {curve.Key.Temperature:G4} K"),
                curve.OrderBy(point => point.Ageing.Age.Seconds)
                    .Select(
                        point => (point.Ageing.Age.Seconds > 0 ? Math.Log10(point.Ageing.Age.Seconds) : least,
                        point.Measures.Accuracy.Mean)),
                isMarked: true);
        }

        return chart.Finish();
    }
}
