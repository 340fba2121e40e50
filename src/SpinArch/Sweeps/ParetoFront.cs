using System.Collections.Immutable;

namespace SpinArch.Sweeps;

/// <summary>The points that no other point beats: none is as good in every objective and better in one.</summary>
public static class ParetoFront
{
    /// <summary>The front, by the first objective, then by number. Points without a figure in every objective are none of it.</summary>
    /// <param name="rows">Points.</param>
    /// <param name="objectives">At least one.</param>
    public static ImmutableArray<PointRow> Of(IEnumerable<PointRow> rows, ImmutableArray<string> objectives)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (PointRow Row, double[] Costs)[] points =
        [
            .. rows.Where(row => objectives.All(name => SweepObjective.Of(row, name) is not null))
                .Select(row => (row, objectives.Select(name => Cost(row, name)).ToArray()))
                .OrderBy(point => point.Item2, Comparer<double[]>.Create(Compare)).ThenBy(point => point.row.Point),
        ];
        var front = new List<(PointRow Row, double[] Costs)>();
        foreach ((PointRow Row, double[] Costs) point in points)
        {
            // Sorted, so that whatever beats a point stands before it.
            if (!front.Any(other => Dominates(other.Costs, point.Costs)))
            {
                front.Add(point);
            }
        }

        return [.. front.Select(point => point.Row)];
    }

    private static double Cost(PointRow row, string name) => (SweepObjective.IsMaximised(name) ? -1 : 1) * SweepObjective.Of(row, name)!.Value;

    private static int Compare(double[]? left, double[]? right) =>
        left!.Zip(right!, (one, other) => one.CompareTo(other)).FirstOrDefault(order => order != 0);

    private static bool Dominates(double[] one, double[] other)
    {
        bool better = false;
        for (int i = 0; i < one.Length; i++)
        {
            if (one[i] > other[i])
            {
                return false;
            }

            better |= one[i] < other[i];
        }

        return better;
    }
}
