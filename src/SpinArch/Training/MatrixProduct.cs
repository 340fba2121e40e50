using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpinArch.Training;

/// <summary>
/// Dense products C = A B in single precision, where A is addressed by two strides (so that its transpose needs no copy). Every element of C
/// is one running sum over k in ascending order, multiply then add, never fused: the bits depend neither on the machine nor on how
/// rows are dealt to threads.
/// </summary>
/// <remarks>
/// A block of 4 x 16 elements of C lives in eight registers while k runs:
/// <code>
///            b[k, j .. j+15]
/// a[i+0, k]  c00 c01
/// a[i+1, k]  c10 c11
/// a[i+2, k]  c20 c21
/// a[i+3, k]  c30 c31
/// </code>
/// </remarks>
internal static unsafe class MatrixProduct
{
    private const int RowsPerChunk = 16;

    /// <summary>The number of columns kept in memory for a logical count: the next multiple of eight.</summary>
    /// <param name="columns">The logical count.</param>
    /// <returns>The row stride.</returns>
    public static int Stride(int columns) => (columns + 7) & ~7;

    /// <summary>C[m, n] = A[m, k] B[k, n].</summary>
    /// <param name="work">How many threads share the rows.</param>
    /// <param name="a">A, element (i, k) at i x <paramref name="aRow"/> + k x <paramref name="aColumn"/>.</param>
    /// <param name="aRow">Distance of A's rows.</param>
    /// <param name="aColumn">Distance of A's columns.</param>
    /// <param name="b">B, rows of <paramref name="n"/> elements.</param>
    /// <param name="c">C, rows of <paramref name="n"/> elements, overwritten.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C, a multiple of eight.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    public static void Multiply(ParallelOptions work, float[] a, int aRow, int aColumn, float[] b, float[] c, int m, int n, int k)
    {
        if (n % 8 != 0 || b.Length < (long)k * n || c.Length < (long)m * n || a.Length < ((m - 1L) * aRow) + ((k - 1L) * aColumn) + 1)
        {
            throw new ArgumentException($"The matrices do not fit a product of {m} x {k} by {k} x {n}.");
        }

        Parallel.For(0, (m + RowsPerChunk - 1) / RowsPerChunk, work, chunk =>
        {
            int from = chunk * RowsPerChunk;
            fixed (float* pa = a, pb = b, pc = c)
            {
                Rows(pa, aRow, aColumn, pb, pc, from, Math.Min(m, from + RowsPerChunk), n, k);
            }
        });
    }

    /// <summary>Copies the transpose of a matrix.</summary>
    /// <param name="source">Shape [rows, sourceStride].</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns copied.</param>
    /// <param name="sourceStride">Row stride of the source.</param>
    /// <param name="target">Shape [columns, targetStride].</param>
    /// <param name="targetStride">Row stride of the target.</param>
    public static void Transpose(float[] source, int rows, int columns, int sourceStride, float[] target, int targetStride)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                target[(column * targetStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }

    private static void Rows(float* a, int aRow, int aColumn, float* b, float* c, int from, int to, int n, int k)
    {
        int j = 0;
        for (; j + 16 <= n; j += 16)
        {
            int i = from;
            for (; i + 4 <= to; i += 4)
            {
                Block4x16(a + ((long)i * aRow), aRow, aColumn, b + j, c + ((long)i * n) + j, n, k);
            }

            for (; i < to; i++)
            {
                Block1x8(a + ((long)i * aRow), aColumn, b + j, c + ((long)i * n) + j, n, k);
                Block1x8(a + ((long)i * aRow), aColumn, b + j + 8, c + ((long)i * n) + j + 8, n, k);
            }
        }

        for (; j < n; j += 8)
        {
            for (int i = from; i < to; i++)
            {
                Block1x8(a + ((long)i * aRow), aColumn, b + j, c + ((long)i * n) + j, n, k);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block4x16(float* a, long aRow, long aColumn, float* b, float* c, long n, int k)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector256<float> c20 = default, c21 = default, c30 = default, c31 = default;
        float* a1 = a + aRow;
        float* a2 = a1 + aRow;
        float* a3 = a2 + aRow;
        for (int step = 0; step < k; step++)
        {
            Vector256<float> b0 = Vector256.Load(b);
            Vector256<float> b1 = Vector256.Load(b + 8);
            Vector256<float> factor = Vector256.Create(*a);
            c00 += factor * b0;
            c01 += factor * b1;
            factor = Vector256.Create(*a1);
            c10 += factor * b0;
            c11 += factor * b1;
            factor = Vector256.Create(*a2);
            c20 += factor * b0;
            c21 += factor * b1;
            factor = Vector256.Create(*a3);
            c30 += factor * b0;
            c31 += factor * b1;
            a += aColumn;
            a1 += aColumn;
            a2 += aColumn;
            a3 += aColumn;
            b += n;
        }

        c00.Store(c);
        c01.Store(c + 8);
        c10.Store(c + n);
        c11.Store(c + n + 8);
        c20.Store(c + (2 * n));
        c21.Store(c + (2 * n) + 8);
        c30.Store(c + (3 * n));
        c31.Store(c + (3 * n) + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block1x8(float* a, long aColumn, float* b, float* c, long n, int k)
    {
        Vector256<float> sum = default;
        for (int step = 0; step < k; step++)
        {
            sum += Vector256.Create(*a) * Vector256.Load(b);
            a += aColumn;
            b += n;
        }

        sum.Store(c);
    }
}
