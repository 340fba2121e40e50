using System.Runtime.Intrinsics;
using SpinArch.Devices;

namespace SpinArch.Tests.Devices;

public sealed class LaneMathTests
{
    [Fact]
    public void The_logarithm_is_that_of_the_library()
    {
        double[] numbers = [
            1.0 / 8589934592, 1e-300, 0.1, 0.49999, 0.70710678118654746, 0.70710678118654757, 0.9999999998, 1, 1.4142135623730951, 2,
            12345.678, 1e300];
        foreach (double x in numbers)
        {
            double found = LaneMath.Log(Vector256.Create(x))[0];
            Assert.InRange(found - Math.Log(x), -1e-15 * Math.Max(1, Math.Abs(Math.Log(x))), 1e-15 * Math.Max(1, Math.Abs(Math.Log(x))));
        }
    }

    [Fact]
    public void Sine_and_cosine_are_those_of_the_library_in_every_quadrant()
    {
        for (int i = -4000; i <= 4000; i++)
        {
            double turns = i / 777.0;
            LaneMath.SinCosTurns(Vector256.Create(turns), out Vector256<double> sin, out Vector256<double> cos);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), sin[0], 1e-13);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), cos[0], 1e-13);
        }
    }

    [Fact]
    public void Noise_is_standard_normal_and_trials_do_not_correlate()
    {
        const int Blocks = 50_000;
        double[] sums = new double[4];
        double product = 0;
        Span<Vector256<double>> numbers = stackalloc Vector256<double>[4];
        for (uint block = 0; block < Blocks; block++)
        {
            GaussianNoise.Fill(5, 1, block, Vector256.Create(0UL, 1, 2, 3), ref numbers[0]);
            for (int number = 0; number < 4; number++)
            {
                double z = numbers[number][2];
                sums[0] += z;
                sums[1] += z * z;
                sums[2] += z * z * z;
                sums[3] += z * z * z * z;
                product += z * numbers[number][1];
            }
        }

        // Standard errors of the moments of 200,000 normal numbers; four of them.
        const double Count = 4.0 * Blocks;
        Assert.InRange(sums[0] / Count, -4 / Math.Sqrt(Count), 4 / Math.Sqrt(Count));
        Assert.InRange((sums[1] / Count) - 1, -4 * Math.Sqrt(2 / Count), 4 * Math.Sqrt(2 / Count));
        Assert.InRange(sums[2] / Count, -4 * Math.Sqrt(15 / Count), 4 * Math.Sqrt(15 / Count));
        Assert.InRange((sums[3] / Count) - 3, -4 * Math.Sqrt(96 / Count), 4 * Math.Sqrt(96 / Count));
        Assert.InRange(product / Count, -4 / Math.Sqrt(Count), 4 / Math.Sqrt(Count));
    }
}
