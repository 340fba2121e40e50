namespace SpinArch.Devices.Pictures;

/// <summary>Share of wrong levels over the logarithm of the age, a curve a barrier and temperature.</summary>
public static class RetentionPicture
{
    private const int Points = 120;

    /// <summary>The picture, as SVG.</summary>
    /// <param name="table">The table; its ages give the span.</param>
    public static string Of(RetentionTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double[] spans = [.. table.Ages.Where(age => age.Seconds > 0).Select(age => Math.Log10(age.Seconds))];
        (double least, double most) = spans.Length == 0 ? (0, 9) : (spans.Min(), spans.Max());
        most = most > least ? most : least + 1;
        var chart = new Chart(
            $"{table.Device.Name}: levels that are wrong after a time", "age", "share of levels", (least, most), (0, 1),
            AgeAxis.Between(least, most));
        foreach ((double barrier, Retention retention) in table.Rows)
        {
            chart.Curve(
                FormattableString.Invariant($"{barrier:G4} kT at {retention.TemperatureK:G4} K"),
                Enumerable.Range(0, Points + 1).Select(point => least + ((most - least) * point / Points)).Select(
                    log => (log, table.Error(retention, new Age("", Math.Pow(10, log))))));
        }

        return chart.Finish();
    }
}
