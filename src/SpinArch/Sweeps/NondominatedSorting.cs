using System.Collections.Immutable;

namespace SpinArch.Sweeps;

/// <summary>
/// The order of NSGA-II (K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, IEEE Trans. Evol. Comput. 6, 182, 2002): fronts that no design
/// outside them beats, and within a front those first that stand alone.
/// </summary>
internal static class NondominatedSorting
{
    /// <summary>The designs that none beats, in the order given.</summary>
    /// <param name="scores">Scores.</param>
    public static ImmutableArray<int> Front(IReadOnlyList<SearchScore> scores) => FrontOf(scores, [.. Enumerable.Range(0, scores.Count)]);

    /// <summary>Every design by front, then by crowding, then in the order given.</summary>
    /// <param name="scores">Scores.</param>
    /// <returns>Indices, the best first, and the front of each.</returns>
    public static ImmutableArray<(int Index, int Rank)> Order(IReadOnlyList<SearchScore> scores)
    {
        var ordered = ImmutableArray.CreateBuilder<(int, int)>(scores.Count);
        List<int> left = [.. Enumerable.Range(0, scores.Count)];
        for (int rank = 0; left.Count > 0; rank++)
        {
            ImmutableArray<int> front = FrontOf(scores, left);
            double[] alone = Crowding(scores, front);
            ordered.AddRange(Enumerable.Range(0,
                front.Length).OrderByDescending(place => alone[place]).Select(place => (front[place], rank)));
            left.RemoveAll(front.Contains);
        }

        return ordered.MoveToImmutable();
    }

    // Sorted, so that whatever beats a design stands before it.
    private static ImmutableArray<int> FrontOf(IReadOnlyList<SearchScore> scores, List<int> among)
    {
        var front = new List<int>();
        foreach (int index in among.OrderBy(index => scores[index], Comparer<SearchScore>.Create(Compare)).ThenBy(index => index))
        {
            SearchScore score = scores[index];
            if (!front.Exists(other => scores[other].Beats(score)))
            {
                front.Add(index);
            }
        }

        return [.. front.Order()];
    }

    private static int Compare(SearchScore left, SearchScore right)
    {
        int order = left.Violation.CompareTo(right.Violation);
        for (int objective = 0; order == 0 && objective < left.Costs.Length; objective++)
        {
            order = left.Costs[objective].CompareTo(right.Costs[objective]);
        }

        return order;
    }

    // How far the neighbours in each objective lie apart; those at its ends come first.
    private static double[] Crowding(IReadOnlyList<SearchScore> scores, ImmutableArray<int> front)
    {
        double[] alone = new double[front.Length];
        for (int objective = 0; objective < scores[front[0]].Costs.Length; objective++)
        {
            int at = objective;
            double Cost(int place) => scores[front[place]].Costs[at];
            int[] order = [.. Enumerable.Range(0, front.Length).OrderBy(Cost)];
            double span = Cost(order[^1]) - Cost(order[0]);
            (alone[order[0]], alone[order[^1]]) = (double.PositiveInfinity, double.PositiveInfinity);
            for (int place = 1; place < order.Length - 1 && span > 0 && double.IsFinite(span); place++)
            {
                alone[order[place]] += (Cost(order[place + 1]) - Cost(order[place - 1])) / span;
            }
        }

        return alone;
    }
}
