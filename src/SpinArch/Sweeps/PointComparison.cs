using System.Collections.Immutable;
using System.Globalization;

namespace SpinArch.Sweeps;

/// <summary>Why one point beats another, in sentences: what differs, what limits each, what its crossbars wait for, where the energy goes.</summary>
public static class PointComparison
{
    private const int ShownUnits = 4;

    /// <summary>The sentences.</summary>
    /// <param name="results">The sweep.</param>
    /// <param name="left">Number of a simulated point.</param>
    /// <param name="right">Number of another.</param>
    public static ImmutableArray<string> Of(SweepResults results, int left, int right)
    {
        ArgumentNullException.ThrowIfNull(results);
        PointRow one = results.Rows[left];
        PointRow other = results.Rows[right];
        var lines = ImmutableArray.CreateBuilder<string>();
        string[] different =
        [
            .. results.Knobs.Select((knob, index) => (knob, From: results.Values[left][index], To: results.Values[right][index]))
                .Where(knob => knob.From != knob.To).Select(knob => $"{knob.knob} {knob.From} against {knob.To}"),
        ];
        lines.Add(different.Length == 0 ? "no knob differs" : string.Join(", ", different));
        foreach (string objective in SweepObjective.Names)
        {
            if (SweepObjective.Of(one, objective) is { } mine && SweepObjective.Of(other, objective) is { } theirs && mine != theirs && mine > 0 && theirs > 0)
            {
                bool isBetter = SweepObjective.IsMaximised(objective) ? mine > theirs : mine < theirs;
                lines.Add(Text($"{objective}: {mine:G6} against {theirs:G6}; point {(isBetter ? left : right)} is better by a factor of {Math.Max(mine, theirs) / Math.Min(mine, theirs):0.000}"));
            }
        }

        Limit(lines, left, one);
        Limit(lines, right, other);
        Units(lines, one, other);
        foreach ((int point, PointRow row) in new[] { (left, one), (right, other) })
        {
            if (row.CostNotModelled.Length > 0)
            {
                lines.Add(Text($"point {point}: cost not modelled of {row.CostNotModelled.Replace(" ", ", ", StringComparison.Ordinal)}: its energy and area are too low"));
            }
        }

        return lines.ToImmutable();
    }

    private static void Limit(ImmutableArray<string>.Builder lines, int number, PointRow row)
    {
        string limiter = row.Limiter.Length == 0 ? "not simulated" : row.LimiterFraction is { } busy
            ? Text($"limited by {row.Limiter}, busy {100 * busy:0.0} % of the run") : $"limited by {row.Limiter}, which is no unit";
        string stall = row.StallFraction is { } share
            ? Text($"; between columns its crossbars wait {100 * share:0.0} % of their time for {row.Stall}") : row.Limiter.Length == 0 ? ""
            : "; its crossbars never wait";
        lines.Add($"point {number}: {limiter}{stall}");
    }

    private static void Units(ImmutableArray<string>.Builder lines, PointRow one, PointRow other)
    {
        var differences = one.Energy.Select(share => (share.Unit, share.Kind, Energy: share.EnergyNj))
            .Concat(other.Energy.Select(share => (share.Unit, share.Kind, Energy: -share.EnergyNj)))
            .GroupBy(share => (share.Unit, share.Kind))
            .Select(group => (group.Key, Difference: group.Sum(share => share.Energy)))
            .Where(pair => pair.Difference != 0)
            .OrderByDescending(pair => Math.Abs(pair.Difference))
            .Take(ShownUnits)
            .Select(pair => Text($"{pair.Key.Unit} {pair.Key.Kind} {pair.Difference:+0.###;-0.###} nJ"))
            .ToArray();
        if (differences.Length > 0)
        {
            lines.Add($"largest differences in energy, first less second: {string.Join(", ", differences)}");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
