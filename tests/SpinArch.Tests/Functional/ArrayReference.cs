using System.Numerics;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Tests.Functional;

/// <summary>
/// A second reading of <c>docs/arithmetic.md</c>, sections 3 and 13, with whole numbers of any size: one block that is a layer, three
/// variables of eight bits, cells that are alike and remember, a layer without an activation.
/// </summary>
internal static class ArrayReference
{
    public static long[][] Results(LayerBlock block, byte[][] images, int samples, ulong seed, CellShape shape, double read,
        double correlation, double spacing)
    {
        BlockArithmetic a = block.Arithmetic;
        double share = Math.Sqrt(ArrayLaw.Variance(read, correlation));
        double ratio = a.SigmaMultiplier / Math.Pow(2, 20);
        int unit = 1;
        while (unit < 2048 && 2 * unit * (15 + (5 * ratio * share * 15)) <= 32767)
        {
            unit *= 2;
        }

        double deviation = shape == CellShape.Gaussian ? Math.Sqrt(65535) : 256;
        double kept = Math.Exp(-spacing / correlation);
        return [.. images.Select((image, input) =>
        {
            var states = new long[block.Rows * block.Columns];
            var results = new List<long>();
            for (int sample = 0; sample < samples; sample++)
            {
                for (int column = 0; column < block.Columns; column++)
                {
                    BigInteger current = 0;
                    for (int row = 0; row < block.Rows; row++)
                    {
                        int cell = (column * block.Rows) + row;
                        long value = Next(ref states[cell], Draw(seed, input, sample, block.Layer, column, row), sample == 0);
                        long factor = (long)Math.Round(16384 * ratio * unit * block.SigmaLevels[cell] * share / deviation,
                            MidpointRounding.AwayFromZero);
                        long weight = (unit * block.MeanLevels[cell]) + Floor((value * factor) + 8192, 16384);
                        int x = row == block.Rows - 1 ? 255 : image[row];
                        current += x * Math.Clamp(weight, -32767, 32767);
                    }

                    BigInteger code = Nearest(current, a.MeanStep * unit);
                    code = BigInteger.Max(-a.CodeMaximum, BigInteger.Min(a.CodeMaximum, code));
                    BigInteger word = Nearest(a.MeanMultiplier * code, BigInteger.One << a.WordShift);
                    int shift = a.WordFraction - a.OutputFraction;
                    BigInteger result = shift >= 0 ? Nearest(word, BigInteger.One << shift) : word << -shift;
                    results.Add((long)BigInteger.Max(-32768, BigInteger.Min(32767, result)));
                }
            }

            return results.ToArray();
        })];

        long Next(ref long state, int draw, bool isFirst)
        {
            int keptShare = (int)Math.Round(16384 * kept, MidpointRounding.AwayFromZero);
            switch (shape)
            {
                case CellShape.Gaussian:
                    long fresh = (long)Math.Round(16384 * Math.Sqrt(1 - (kept * kept)), MidpointRounding.AwayFromZero);
                    state = isFirst ? draw : Floor((keptShare * state) + (fresh * draw) + 8192, 16384);
                    return state;
                case CellShape.Arcsine:
                    long turn = (long)Math.Round(Math.Sqrt(2 * spacing / correlation) / (2 * Math.PI) * 65536 / Math.Sqrt(65535) * 256,
                        MidpointRounding.AwayFromZero);
                    state = isFirst ? (65536 - Rank(draw)) / 2 : (((state + Floor((turn * draw) + 128, 256)) % 65536) + 65536) % 65536;
                    return (long)Math.Round(Math.Sqrt(2) * 256 * Math.Cos(2 * Math.PI * (state / 16) / 4096),
                        MidpointRounding.AwayFromZero);
                default:
                    state = isFirst ? (Rank(draw) >= 32768 ? 1 : -1) : Rank(draw) >= 32768 - (2 * state * keptShare) ? 1 : -1;
                    return 256 * state;
            }
        }
    }

    // How many of all 2^24 triples of bytes give a smaller draw, and half of those that give this one.
    private static long Rank(int draw)
    {
        double below = 0;
        int sum = (draw + 765) / 2;
        for (int first = 0; first < 256; first++)
        {
            for (int second = 0; second < 256; second++)
            {
                int third = sum - first - second;
                below += Math.Clamp(third, 0, 256) + (third is >= 0 and < 256 ? 0.5 : 0);
            }
        }

        return (long)Math.Round(65536 * (below / (1 << 24)), MidpointRounding.AwayFromZero);
    }

    private static int Draw(ulong seed, int input, int sample, int layer, int column, int row)
    {
        int sum = 0;
        Span<byte> bytes = stackalloc byte[Philox4x32.BlockBytes];
        for (uint variable = 0; variable < 3; variable++)
        {
            Philox4x32.Block(seed, (uint)input, (uint)sample, ((uint)layer << 16) | variable, ((uint)column << 16) | (uint)(row >> 4),
                bytes);
            sum += bytes[row & 15];
        }

        return (2 * sum) - 765;
    }

    private static long Floor(long number, long by) => (long)Math.Floor((decimal)number / by);

    private static BigInteger Nearest(BigInteger number, BigInteger by) =>
        number.Sign * (((2 * BigInteger.Abs(number)) + by) / (2 * by));
}
