using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>x.z of a layer's driven rows in real numbers, for eight columns at a time, from the same draws as the hardware's.</summary>
internal sealed class RealDrives
{
    private readonly InferenceEffects effects;
    private readonly SamplerSpec sampler;
    private readonly NormalQuantiles quantiles;
    private readonly GaussianDraws gaussians;
    private readonly GroupDraws draws;
    private readonly float deviation;
    private readonly float range;
    private readonly float driveMaximum;
    private readonly float[] packed;
    private readonly float[] drive;
    private readonly int[] z;

    public RealDrives(RealNetwork network, int rows, ulong seed)
    {
        effects = network.Effects;
        sampler = network.Spec.Sampler;
        quantiles = network.Quantiles;
        gaussians = new GaussianDraws(seed, sampler.Variables, sampler.Bits);
        int variables = !network.Spec.HasSigma ? 0 : !effects.HasFlag(InferenceEffects.Sampler) ? NormalQuantiles.Bytes : sampler.Bits <= 8
            ? sampler.Variables : 0;
        draws = new GroupDraws(seed, variables, rows);
        var statistics = DrawStatistics.Of(sampler);
        deviation = (float)statistics.Deviation;
        range = (float)(statistics.Maximum / statistics.Deviation);
        driveMaximum = (1 << network.Spec.Dac.Bits) - 1;
        int padded = GroupDraws.Count(rows) * GroupDraws.Rows;
        packed = new float[padded];
        drive = new float[padded * GroupDraws.BatchColumns];
        z = new int[padded];
    }

    /// <summary>The groups with a driven row, ascending.</summary>
    public ReadOnlySpan<int> Groups => draws.Groups;

    /// <summary>x, sixteen for each of <see cref="Groups"/>.</summary>
    public ReadOnlySpan<float> Inputs => packed.AsSpan(0, draws.Active * GroupDraws.Rows);

    /// <summary>x.z of one column of the last batch, likewise.</summary>
    public ReadOnlySpan<float> Column(int column) => drive.AsSpan(column * draws.Active * GroupDraws.Rows, draws.Active * GroupDraws.Rows);

    /// <summary>Takes an input vector, padded to whole groups with zeros.</summary>
    public void Load(ReadOnlySpan<float> x) => draws.Load(x, packed);

    /// <summary>Draws and multiplies for consecutive columns.</summary>
    public void Draw(int input, int sample, int layer, int firstColumn, int columns, LaneBias? bias)
    {
        bool isSum = effects.HasFlag(InferenceEffects.Sampler);
        draws.Draw(input, sample, layer, firstColumn, columns, isSum ? bias?.Planes : null);
        int length = draws.Active * GroupDraws.Rows;
        for (int column = 0; column < columns; column++)
        {
            Span<float> target = drive.AsSpan(column * length, length);
            if (!isSum)
            {
                ReadOnlySpan<byte> bytes = draws.Bytes[(column * length)..];
                quantiles.Fill(bytes, bytes[draws.Stride..], bytes[(2 * draws.Stride)..], target);
                Shift(bias, target);
            }
            else
            {
                Sums(input, sample, layer, firstColumn + column, column * length, target, bias);
            }

            Multiply(target);
        }
    }

    private void Sums(int input, int sample, int layer, int column, int at, Span<float> target, LaneBias? bias)
    {
        if (sampler.Bits > 8)
        {
            gaussians.Fill(input, sample, layer, column, 0, z, bias?.Planes);
        }

        for (int row = 0; row < target.Length; row++)
        {
            int sum;
            if (sampler.Bits > 8)
            {
                sum = z[(draws.Groups[row / GroupDraws.Rows] * GroupDraws.Rows) + (row % GroupDraws.Rows)];
            }
            else
            {
                sum = -gaussians.Maximum;
                for (int variable = 0; variable < sampler.Variables; variable++)
                {
                    sum += 2 * (draws.Bytes[(variable * draws.Stride) + at + row] >> (8 - sampler.Bits));
                }
            }

            target[row] = sum / deviation;
        }
    }

    // A Gaussian that is no sum of bits gets the mean and the deviation that the sum would have.
    private void Shift(LaneBias? bias, Span<float> target)
    {
        if (bias is null)
        {
            return;
        }

        for (int row = 0; row < target.Length; row++)
        {
            int inLayer = (draws.Groups[row / GroupDraws.Rows] * GroupDraws.Rows) + (row % GroupDraws.Rows);
            target[row] = bias.Shift[inLayer] + (bias.Scale[inLayer] * target[row]);
        }
    }

    private void Multiply(Span<float> target)
    {
        if (effects.HasFlag(InferenceEffects.Dac))
        {
            // The DAC spans plus and minus Zmax / sqrt(varZ): what lies beyond is clipped.
            for (int row = 0; row < target.Length; row++)
            {
                float code = MathF.Round(packed[row] * target[row] / range * driveMaximum, MidpointRounding.AwayFromZero);
                target[row] = Math.Clamp(code, -driveMaximum, driveMaximum) / driveMaximum * range;
            }

            return;
        }

        ref float x = ref MemoryMarshal.GetArrayDataReference(packed);
        ref float values = ref MemoryMarshal.GetReference(target);
        for (int row = 0; row < target.Length; row += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref values, (nuint)row) * Vector256.LoadUnsafe(ref x, (nuint)row)).StoreUnsafe(ref values, (nuint)row);
        }
    }
}
