using SpinArch.Arithmetic;
using SpinArch.Functional;

namespace SpinArch.Tests.Functional;

public sealed class ReciprocalScaleTests
{
    [Theory]
    [InlineData(3, 8, 8)]
    [InlineData(1, 8, 8)]
    [InlineData(2, 8, 8)]
    [InlineData(4, 8, 8)]
    [InlineData(3, 7, 8)]
    [InlineData(4, 6, 8)]
    [InlineData(3, 8, 7)]
    [InlineData(6, 4, 8)]
    [InlineData(3, 5, 4)]
    public void Scaling_without_division_is_exact_for_every_code_and_draw(int variables, int bits, int dacBits)
    {
        int zMaximum = variables * ((1 << bits) - 1);
        int inputMaximum = (1 << dacBits) - 1;
        var scale = new ReciprocalScale(zMaximum, inputMaximum);
        if (!scale.IsExact)
        {
            Assert.False(System.Runtime.Intrinsics.X86.Avx2.IsSupported, "these widths fit");
            return;
        }

        short[] reciprocals = new short[32];
        short[] drive = new short[16];
        byte[] uniforms = new byte[variables * 16];
        for (int x = 0; x <= inputMaximum; x++)
        {
            for (int from = 0; from <= zMaximum; from += 16)
            {
                int[] sums = [.. Enumerable.Range(from, 16).Select(sum => Math.Min(sum, zMaximum))];
                for (int row = 0; row < 16; row++)
                {
                    for (int variable = 0, left = sums[row]; variable < variables; variable++)
                    {
                        int uniform = Math.Min(left, (1 << bits) - 1);
                        uniforms[(variable * 16) + row] = (byte)(uniform << (8 - bits));
                        left -= uniform;
                    }
                }

                scale.Prepare([.. Enumerable.Repeat((short)x, 16)], reciprocals);
                scale.Apply(uniforms, 0, 16, variables, 8 - bits, reciprocals, drive);
                Assert.Equal(sums.Select(sum => ColumnMath.RoundDivide((long)x * ((2 * sum) - zMaximum), zMaximum)), drive.Select(code => (long)code));
            }
        }
    }
}
