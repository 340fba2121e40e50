namespace SpinArch.Networks.Importing;

/// <summary>Means and standard deviations of a set of weights, which every change of form or scale has to take along together.</summary>
/// <param name="Mean">Means.</param>
/// <param name="Sigma">Standard deviations, or null where the weights are their means.</param>
internal sealed record WeightPair(double[] Mean, double[]? Sigma)
{
    /// <summary>Weights that are zero, and surely so.</summary>
    public static WeightPair Zeros(int count) => new(new double[count], null);

    /// <summary>Weights in another order.</summary>
    /// <param name="source">Of each place, where its weight stands now.</param>
    public WeightPair Reordered(Func<int, int> source) => new(Reordered(Mean, source), Sigma is null ? null : Reordered(Sigma, source));

    /// <summary>Every weight times a factor of its place; a deviation by its magnitude.</summary>
    public WeightPair Times(Func<int, double> factor) => new(
        [.. Mean.Select((value, place) => value * factor(place))],
        Sigma is null ? null : [.. Sigma.Select((value, place) => value * Math.Abs(factor(place)))]);

    /// <summary>The sum, place by place, of weights that are drawn apart: their variances add up.</summary>
    public WeightPair Plus(WeightPair other) => new(
        [.. Mean.Zip(other.Mean, (one, two) => one + two)],
        Sigma is null ? other.Sigma : other.Sigma is null ? Sigma
            : [.. Sigma.Zip(other.Sigma, (one, two) => Math.Sqrt((one * one) + (two * two)))]);

    private static double[] Reordered(double[] values, Func<int, int> source)
    {
        double[] moved = new double[values.Length];
        for (int place = 0; place < moved.Length; place++)
        {
            moved[place] = values[source(place)];
        }

        return moved;
    }
}
