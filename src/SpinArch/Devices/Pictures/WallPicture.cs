namespace SpinArch.Devices.Pictures;

/// <summary>Way of the wall over the current, beside a straight line and the closed form.</summary>
public static class WallPicture
{
    /// <summary>The picture, as SVG.</summary>
    /// <param name="report">The pulses.</param>
    public static string Of(WallReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        WallPoint[] points = [.. report.Points.OrderBy(point => point.CurrentA)];
        double current = Math.Max(points[^1].CurrentA * 1e6, 1e-9);
        double way = Math.Max(points.Max(point => point.DisplacementM + point.DeviationM) * 1e9, report.Experiment.Track.LengthM * 1e9);
        double pulse = report.Experiment.PulseS;
        var chart = new Chart(
            FormattableString.Invariant($"{report.Device.Name} {report.Part}: way of the wall in a pulse of {pulse * 1e9:G4} ns"),
                "current, uA", "way, nm", (Math.Min(0, points[0].CurrentA * 1e6), current), (
                Math.Min(0, points[0].DisplacementM * 1e9), way));
        chart.Curve(
            "integrated, at rest after the pulse", points.Select(point => (point.CurrentA * 1e6, point.DisplacementM * 1e9)),
            isMarked: true);
        chart.Curve(
            "closed form of the velocity x pulse", points.Select(
            point => (point.CurrentA * 1e6, point.ClosedFormVelocityMPerS * pulse * 1e9)));
        if (points[0].CurrentA > 0)
        {
            chart.Curve(
                "in proportion to the lowest current", points.Select(
                point => (point.CurrentA * 1e6, points[0].DisplacementM / points[0].CurrentA * point.CurrentA * 1e9)));
        }

        if (report.Experiment.Trials > 0)
        {
            chart.Curve(
                "with heat: mean + deviation", points.Select(
                point => (point.CurrentA * 1e6, (point.MeanDisplacementM + point.DeviationM) * 1e9)));
            chart.Curve(
                "with heat: mean - deviation", points.Select(
                point => (point.CurrentA * 1e6, (point.MeanDisplacementM - point.DeviationM) * 1e9)));
        }

        return chart.Finish();
    }
}
