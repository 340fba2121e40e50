namespace SpinArch.Tests.Functional;

/// <summary>The averaging law by the integral that it is of, in place of its closed form.</summary>
internal static class ArrayLaw
{
    /// <summary>
    /// Variance of the mean over a time of a process of variance 1 with the autocorrelation exp(-t / tau): twice the integral of
    /// (1 - t / T) exp(-t / tau) over t, by T.
    /// </summary>
    public static double Variance(double read, double correlation)
    {
        const int Steps = 200_000;
        double sum = 0;
        for (int step = 0; step < Steps; step++)
        {
            double share = (step + 0.5) / Steps;
            sum += (1 - share) * Math.Exp(-share * read / correlation);
        }

        return 2 * sum / Steps;
    }
}
