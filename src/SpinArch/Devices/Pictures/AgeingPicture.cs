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
        most = most > youngest ? most : youngest + 1;
        double least = hasNew ? youngest - 1 : youngest;
        (double, string)[] marks = [.. hasNew ? [(least, "as written")] : Array.Empty<(double, string)>(),
            .. AgeAxis.Between(youngest, most)];
        var chart = new Chart(title, "age", "accuracy of single networks", (least, most), (0, 1), marks);
        foreach (var curve in points.GroupBy(point => (point.Ageing.BarrierKt, point.Ageing.Retention.TemperatureK)))
        {
            chart.Curve(
                FormattableString.Invariant($"{curve.Key.BarrierKt:G4} kT at {curve.Key.TemperatureK:G4} K"),
                curve.OrderBy(point => point.Ageing.Age.Seconds).Select(point => (Place(point), point.Measures.Accuracy.Mean)),
                isMarked: true);
        }

        return chart.Finish();

        double Place(AgeingPoint point) => point.Ageing.Age.Seconds > 0 ? Math.Log10(point.Ageing.Age.Seconds) : least;
    }
}
