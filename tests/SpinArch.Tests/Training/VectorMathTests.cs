using System.Runtime.Intrinsics;
using MathNet.Numerics.Distributions;
using SpinArch.Training;

namespace SpinArch.Tests.Training;

public sealed class VectorMathTests
{
    [Fact]
    public void The_exponential_is_exact_to_single_precision() =>
        Compare(-80, 80, 1e-6, VectorMath.Exp, Math.Exp);

    [Fact]
    public void The_logarithm_is_exact_to_single_precision()
    {
        Compare(1e-6, 0.5, 1e-6, VectorMath.Log, Math.Log);
        Compare(1.5, 1e6, 1e-6, VectorMath.Log, Math.Log);
        for (double x = 0.5; x < 1.5; x += 0.001)
        {
            Assert.Equal(Math.Log((float)x), One(VectorMath.Log, (float)x), 1e-7);
        }
    }

    [Fact]
    public void Softplus_keeps_its_precision_where_sigma_is_small()
    {
        Compare(-30, 20, 1e-6, rho => VectorMath.Softplus(rho, out _), rho => LogOnePlus(Math.Exp(rho)));
        Compare(-30, 20, 1e-6, Slope, rho => 1 / (1 + Math.Exp(-rho)));
    }

    [Fact]
    public void The_normal_quantile_agrees_with_an_independent_one()
    {
        for (double p = 1e-7; p < 1; p += 1e-3)
        {
            Assert.Equal(Normal.InvCDF(0, 1, ((float)((2 * p) - 1) + 1.0) / 2), One(VectorMath.NormalQuantile, (float)((2 * p) - 1)), 2e-5);
        }
    }

    [Fact]
    public void Draws_are_standard_normal()
    {
        float[] draws = new float[1 << 16];
        new DrawStream(1, DrawPurpose.Noise).FillNormal(draws);

        // Five standard errors of each moment's estimator: 1/256, sqrt(2)/256, sqrt(96)/256.
        Assert.Equal(0, draws.Average(z => (double)z), 5 / 256.0);
        Assert.Equal(1, draws.Average(z => (double)z * z), 5 * Math.Sqrt(2) / 256);
        Assert.Equal(3, draws.Average(z => Math.Pow(z, 4)), 5 * Math.Sqrt(96) / 256);
    }

    [Fact]
    public void A_draw_depends_on_its_stream_and_index_only()
    {
        var stream = new DrawStream(1, DrawPurpose.Noise, 3, 1);
        float[] whole = Draw(stream);
        Assert.Equal(whole[..16], Draw(stream, 16));
        Assert.Equal(whole.Length, whole.Distinct().Count());
        Assert.NotEqual(whole, Draw(stream with { Seed = 2 }));
        Assert.NotEqual(whole, Draw(stream with { Purpose = DrawPurpose.Evaluation }));
        Assert.NotEqual(whole, Draw(stream with { Round = 4 }));
        Assert.NotEqual(whole, Draw(stream with { Part = 2 }));
    }

    [Fact]
    public void Whole_numbers_fill_their_range_evenly()
    {
        int[] counts = [.. new DrawStream(1, DrawPurpose.Shift).Below(30_000, 3).CountBy(value => value).OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        Assert.Equal(3, counts.Length);

        // Five standard deviations of a binomial count: sqrt(30,000 x 1/3 x 2/3) = 81.6.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 408, 10_000 + 408));
    }

    [Fact]
    public void A_permutation_holds_every_image_once()
    {
        int[] order = new DrawStream(7, DrawPurpose.Order).Permutation(1000);
        Assert.NotEqual(Enumerable.Range(0, 1000), order);
        Assert.Equal(Enumerable.Range(0, 1000), order.Order());
    }

    [Fact]
    public void The_schedule_is_half_a_cosine()
    {
        for (int step = 0; step < 1000; step++)
        {
            Assert.Equal((1 + Math.Cos(Math.PI * step / 1000)) / 2, CosineSchedule.At(step, 1000), 1e-15);
        }
    }

    private static float[] Draw(DrawStream stream, int count = 600)
    {
        float[] draws = new float[count];
        stream.FillNormal(draws);
        return draws;
    }

    // double.LogP1 rounds 1 + t first, which loses a small t.
    private static double LogOnePlus(double t) => t < 1e-5 ? t - (t * t / 2) + (t * t * t / 3) : Math.Log(1 + t);

    private static Vector256<float> Slope(Vector256<float> rho)
    {
        VectorMath.Softplus(rho, out Vector256<float> slope);
        return slope;
    }

    private static float One(Func<Vector256<float>, Vector256<float>> function, float x) => function(Vector256.Create(x))[5];

    private static void Compare(double from, double to, double relative, Func<Vector256<float>, Vector256<float>> function, Func<double, double> expected)
    {
        for (int i = 0; i <= 10_000; i++)
        {
            float x = (float)(from + ((to - from) * i / 10_000));
            double wanted = expected(x);
            Assert.Equal(wanted, One(function, x), Math.Abs(wanted) * relative);
        }
    }
}
