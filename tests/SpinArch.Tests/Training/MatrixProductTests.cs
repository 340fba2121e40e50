using SpinArch.Training;

namespace SpinArch.Tests.Training;

public sealed class MatrixProductTests
{
    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(5, 16, 3)]
    [InlineData(37, 24, 19)]
    [InlineData(128, 200, 784)]
    public void Every_element_is_one_sum_in_ascending_order_on_any_number_of_threads(int m, int n, int k)
    {
        float[] a = Draws(1, m * k);
        float[] b = Draws(2, k * n);
        float[] expected = new float[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int step = 0; step < k; step++)
                {
                    float product = a[(i * k) + step] * b[(step * n) + j];
                    expected[(i * n) + j] += product;
                }
            }
        }

        foreach (int threads in new[] { 1, 2, 7 })
        {
            var work = new ParallelOptions { MaxDegreeOfParallelism = threads };
            float[] c = new float[m * n];
            MatrixProduct.Multiply(work, a, k, 1, b, c, m, n, k);
            Assert.Equal(expected, c);

            float[] transposed = new float[k * m];
            MatrixProduct.Transpose(a, m, k, k, transposed, m);
            MatrixProduct.Multiply(work, transposed, 1, m, b, c, m, n, k);
            Assert.Equal(expected, c);
        }
    }

    [Fact]
    public void Matrices_that_do_not_fit_are_refused() =>
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(new ParallelOptions(), new float[4], 2, 1, new float[16], new float[15], 2, 8, 2));

    private static float[] Draws(ulong seed, int count)
    {
        float[] draws = new float[(count + 7) & ~7];
        new DrawStream(seed, DrawPurpose.Initial).FillNormal(draws);
        return draws[..count];
    }
}
