using System.Text.Json.Serialization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace SpinArch.Functional;

/// <summary>
/// Area under the receiver operating characteristic: the probability that a score of the second kind exceeds one of the first, ties
/// counting half. The interval is that of E. DeLong, D. DeLong, D. Clarke-Pearson (Biometrics 44, 1988); there is none where it has no spread to
/// go by: fewer than two scores of a kind, or kinds that do not overlap.
/// </summary>
/// <param name="Value">The area; 1/2 for scores that tell nothing.</param>
/// <param name="Low">Lower end of the 95 % interval, or null.</param>
/// <param name="High">Upper end, or null.</param>
public sealed record Auroc(
    double Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Low,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? High)
{
    /// <summary>The area of two sets of scores.</summary>
    /// <param name="negatives">Scores that should be low; at least one.</param>
    /// <param name="positives">Scores that should be high; at least one.</param>
    public static Auroc Of(double[] negatives, double[] positives)
    {
        ArgumentNullException.ThrowIfNull(negatives);
        ArgumentNullException.ThrowIfNull(positives);
        ArgumentOutOfRangeException.ThrowIfZero(negatives.Length);
        ArgumentOutOfRangeException.ThrowIfZero(positives.Length);

        // A score's placement: the share of the other kind that it is rightly above or below.
        double[] above = Placements(positives, negatives);
        double[] below = [.. Placements(negatives, positives).Select(placement => 1 - placement)];
        double value = above.Mean();
        double variance = Share(above) + Share(below);
        if (Math.Min(negatives.Length, positives.Length) < 2 || variance == 0)
        {
            return new Auroc(value, null, null);
        }

        double half = Normal.InvCDF(0, 1, 0.975) * Math.Sqrt(variance);
        return new Auroc(value, Math.Max(0, value - half), Math.Min(1, value + half));
    }

    private static double Share(double[] placements) => placements.Length < 2 ? 0 : placements.Variance() / placements.Length;

    private static double[] Placements(double[] scores, double[] others)
    {
        double[] sorted = [.. others.Order()];
        double[] placements = new double[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            placements[i] = (Bound(sorted, scores[i], orEqual: false) + Bound(sorted, scores[i], orEqual: true)) / (2.0 * sorted.Length);
        }

        return placements;
    }

    // How many are below a value, or below and equal.
    private static int Bound(double[] sorted, double value, bool orEqual)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool isBefore = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
