namespace SpinArch.Devices.Pictures;

/// <summary>The autocorrelation of a fluctuating magnet beside its closed form.</summary>
public static class FluctuationPicture
{
    /// <summary>The picture, as SVG.</summary>
    /// <param name="name">The device.</param>
    /// <param name="result">How it fluctuated.</param>
    public static string Of(string name, FluctuationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        double sampleNs = result.Fluctuation.SampleS * 1e9;
        var chart = new Chart(
            FormattableString.Invariant($"{name}: autocorrelation of mx at {result.Fluctuation.Magnet.TemperatureK:G4} K"),
            "lag, ns", "autocorrelation", (0, (result.Correlation.Length - 1) * sampleNs), (Math.Min(-0.2, result.Correlation.Min()), 1));
        chart.Curve("integrated", result.Correlation.Select((value, lag) => (lag * sampleNs, value)));
        chart.Curve(
            "closed form, round magnet", result.Correlation.Select(
                (_, lag) => (lag * sampleNs, result.Fluctuation.ClosedForm(lag * sampleNs * 1e-9))));
        if (result.CorrelationTimeS is { } time)
        {
            chart.Mark(time * 1e9, "1/e");
        }

        return chart.Finish();
    }
}
