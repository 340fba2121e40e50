namespace SpinArch.Devices;

/// <summary>
/// Demagnetising factors of an ellipsoid (J. A. Osborn, Phys. Rev. 67, 351, 1945), with which a flat magnet is approximated. The integrals
/// are Carlson's R_D, by his duplication theorem (B. C. Carlson, Numer. Math. 33, 1, 1979).
/// </summary>
public static class Demagnetisation
{
    private const int MostDuplications = 40;
    private const double Tolerance = 1e-4;

    /// <summary>The factors along the three axes; their sum is 1.</summary>
    /// <param name="lengthM">Axis along x [m].</param>
    /// <param name="widthM">Axis along y [m].</param>
    /// <param name="thicknessM">Axis along z [m].</param>
    public static SpinVector OfEllipsoid(double lengthM, double widthM, double thicknessM)
    {
        // Only ratios count.
        double a = lengthM / thicknessM;
        double b = widthM / thicknessM;
        double third = a * b / 3;
        return new SpinVector(third * Rd(b * b, 1, a * a), third * Rd(a * a, 1, b * b), third * Rd(a * a, b * b, 1));
    }

    // R_D(x, y, z) = 3/2 int_0^inf dt / (sqrt((t + x)(t + y)) (t + z)^(3/2)).
    private static double Rd(double x, double y, double z)
    {
        double sum = 0;
        double power = 1;
        for (int turn = 0; turn < MostDuplications; turn++)
        {
            double lambda = Math.Sqrt(x * y) + Math.Sqrt(y * z) + Math.Sqrt(z * x);
            sum += power / (Math.Sqrt(z) * (z + lambda));
            power /= 4;
            (x, y, z) = ((x + lambda) / 4, (y + lambda) / 4, (z + lambda) / 4);
            double mean = (x + y + (3 * z)) / 5;
            double dx = 1 - (x / mean);
            double dy = 1 - (y / mean);
            double dz = 1 - (z / mean);
            if (Math.Max(Math.Abs(dx), Math.Max(Math.Abs(dy), Math.Abs(dz))) < Tolerance)
            {
                // To third order in the differences; the rest is below Tolerance^4.
                double e2 = (dx * dy) - (6 * dz * dz);
                double e3 = ((3 * dx * dy) - (8 * dz * dz)) * dz;
                return (3 * sum) + (power * (1 - (3 * e2 / 14) + (e3 / 6)) / (mean * Math.Sqrt(mean)));
            }
        }

        throw new ArgumentException("the axes are no positive numbers", nameof(z));
    }
}
