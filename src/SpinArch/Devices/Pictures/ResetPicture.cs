using System.Collections.Immutable;

namespace SpinArch.Devices.Pictures;

/// <summary>Resets as a picture: the states over time after one of them, or over the current of many.</summary>
public static class ResetPicture
{
    /// <summary>The picture of some results, as SVG.</summary>
    /// <param name="name">The device.</param>
    /// <param name="results">At least one.</param>
    public static string Of(string name, ImmutableArray<ResetResult> results) =>
        results.Length == 1 ? OverTime(name, results[0]) : OverCurrent(name, results);

    private static string OverTime(string name, ResetResult result)
    {
        ResetExperiment experiment = result.Experiment;
        var chart = new Chart(
            FormattableString.Invariant(
                $"{name}: after a reset of {experiment.CurrentA * 1e6:G4} uA for {experiment.PulseS * 1e9:G4} ns, {experiment.Trials} trials of each start state"),
            "time after the pulse, ns", "share of the trials", (0, experiment.WatchS * 1e9), (0, 1));
        chart.Curve(FormattableString.Invariant($"settled once, |mz| > {experiment.Settled}"), Settled(result));
        chart.Curve("unsettled at this time", result.Reads.Select(read => (read.TimeS * 1e9, read.Unsettled)));
        chart.Curve("worst bias, |p - 1/2|", result.Reads.Select(read => (read.TimeS * 1e9, read.WorstBias)));
        chart.Curve("up, of those that began up", result.Reads.Select(read => (read.TimeS * 1e9, read.UpFromUp)));
        chart.Curve("up, of those that began down", result.Reads.Select(read => (read.TimeS * 1e9, read.UpFromDown)));
        foreach ((double share, string word) in (ReadOnlySpan<(double, string)>)[(0.5, "50 %"), (0.9, "90 %"), (0.99, "99 %")])
        {
            if (result.SettleS(share) is { } time)
            {
                chart.Mark(time * 1e9, word);
            }
        }

        return chart.Finish();
    }

    private static string OverCurrent(string name, ImmutableArray<ResetResult> results)
    {
        double most = results.Max(result => result.Experiment.CurrentA) * 1e6;
        var chart = new Chart($"{name}: the state after a reset", "current, uA", "probability of up", (0, most > 0 ? most : 1), (0, 1));
        foreach (IGrouping<double, ResetResult> pulse in results.GroupBy(result => result.Experiment.PulseS).OrderBy(group => group.Key))
        {
            ResetResult[] row = [.. pulse.OrderBy(result => result.Experiment.CurrentA)];
            chart.Curve(
                FormattableString.Invariant($"{pulse.Key * 1e9:G4} ns, began up"), row.Select(
                result => (result.Experiment.CurrentA * 1e6, result.Last.UpFromUp)), isMarked: true);
            chart.Curve(
                FormattableString.Invariant($"{pulse.Key * 1e9:G4} ns, began down"), row.Select(
                result => (result.Experiment.CurrentA * 1e6, result.Last.UpFromDown)), isMarked: true);
        }

        Junction junction = results[0].Experiment.Junction;
        double critical = junction.CriticalCurrentDensityAPerM2 * junction.CrossSectionM2 * 1e6;
        if (critical < most)
        {
            chart.Mark(critical, "critical");
        }

        return chart.Finish();
    }

    // Some two hundred points of the cumulative distribution.
    private static IEnumerable<(double X, double Y)> Settled(ResetResult result)
    {
        int every = Math.Max(1, result.SettledS.Length / 200);
        for (int index = 0; index < result.SettledS.Length && double.IsFinite(result.SettledS[index]); index += every)
        {
            yield return (result.SettledS[index] * 1e9, (index + 1.0) / result.SettledS.Length);
        }
    }
}
