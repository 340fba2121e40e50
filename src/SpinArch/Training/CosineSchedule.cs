namespace SpinArch.Training;

/// <summary>Half a cosine from 1 at the first step to 0 after the last, by a fixed polynomial: the platform's cosine may differ in its last bit.</summary>
internal static class CosineSchedule
{
    /// <summary>The factor of a step.</summary>
    /// <param name="step">0 to steps - 1.</param>
    /// <param name="steps">Steps in all.</param>
    /// <returns>(1 + cos(pi step / steps)) / 2.</returns>
    public static double At(long step, long steps)
    {
        // (1 + cos a) / 2 = 1 - sin(a / 2)^2, and for the second half sin(pi/2 - b)^2: the argument of the series stays below pi / 4.
        double share = (double)step / steps;
        return share <= 0.5 ? 1 - Square(Sine(share * (Math.PI / 2))) : Square(Sine((1 - share) * (Math.PI / 2)));
    }

    private static double Square(double value) => value * value;

    // Taylor to x^15: below 1e-17 relative at pi / 4.
    private static double Sine(double x)
    {
        double square = x * x;
        double term = x;
        double sum = x;
        for (int n = 2; n <= 14; n += 2)
        {
            term *= -square / (n * (n + 1));
            sum += term;
        }

        return sum;
    }
}
