namespace SpinArch.Tests.Devices;

/// <summary>
/// The diffusion of mz away from the hard plane, without any spin: the backward equation of a uniaxial magnet's mz = u,
/// dp/dt = d/du((1 - u^2) dp/du) / (2 Delta tau) + u (1 - u^2) / tau dp/du, p = 0 at the bounds, by finite differences.
/// </summary>
internal static class SaddleDiffusion
{
    private const int Cells = 200;

    /// <summary>Probability that a magnet that starts in the plane has not yet come to a bound.</summary>
    /// <param name="barrier">Delta.</param>
    /// <param name="tauS">Relaxation constant [s].</param>
    /// <param name="bound">Size of mz.</param>
    /// <param name="timeS">Time [s].</param>
    public static double Unsettled(double barrier, double tauS, double bound, double timeS)
    {
        double width = 2 * bound / Cells;
        double diffusion = 1 / (2 * barrier * tauS);
        int steps = (int)Math.Ceiling(timeS / (0.2 * width * width / diffusion));
        double dt = timeS / steps;
        double[] survives = [.. Enumerable.Range(0, Cells + 1).Select(cell => cell is 0 or Cells ? 0.0 : 1)];
        double[] next = new double[Cells + 1];
        for (int step = 0; step < steps; step++)
        {
            for (int cell = 1; cell < Cells; cell++)
            {
                double u = -bound + (cell * width);
                double up = 1 - Math.Pow(u + (width / 2), 2);
                double down = 1 - Math.Pow(u - (width / 2), 2);
                double spread = ((up * (survives[cell + 1] - survives[cell])) - (down * (survives[cell] - survives[cell - 1]))) / (
                    width * width);
                double drift = u * (1 - (u * u)) / tauS * (survives[cell + 1] - survives[cell - 1]) / (2 * width);
                next[cell] = survives[cell] + (dt * ((diffusion * spread) + drift));
            }

            (survives, next) = (next, survives);
        }

        return survives[Cells / 2];
    }
}
