using System.Buffers.Binary;
using MathNet.Numerics.Distributions;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>
/// How far each junction of a tile's random-number generators is from a fair coin (<c>docs/device-model.md</c>, section 3).
/// Policy: a bias belongs to a junction, that is to tile, lane, variable and bit, and to the chip's seed; no weight, input or
/// sample changes it.
/// </summary>
internal readonly struct JunctionBiases
{
    /// <summary>Binary places of the share of bits that are turned.</summary>
    public const int Places = 16;

    private const ulong KeyDomain = 0x54524E47UL << 32;

    private readonly DeviceSpec device;
    private readonly uint tile;
    private readonly int lanes;

    /// <param name="spec">The architecture: device keys and <c>sampler.lanes</c>.</param>
    /// <param name="x">Mesh column of the tile.</param>
    /// <param name="y">Mesh row of the tile.</param>
    public JunctionBiases(ArchitectureSpec spec, int x, int y)
    {
        device = spec.Device;
        tile = ((uint)x << 16) | (uint)y;
        lanes = spec.Sampler.Lanes.Limit;
    }

    /// <summary>The share of a fair bit's values against the favoured one that are turned, 2 abs(p - 1/2), in 2^-16; and the favoured value.</summary>
    /// <param name="row">Row of the block: lane row modulo <c>sampler.lanes</c> draws for it.</param>
    /// <param name="variable">Which uniform variable: a row of the lane's array.</param>
    /// <param name="bit">Which bit of it, 0 the lowest.</param>
    public (int Share, bool FavoursOne) Of(int row, int variable, int bit)
    {
        double bias = device.TrngBias;
        if (device.TrngBiasSpread > 0)
        {
            Span<byte> bytes = stackalloc byte[Philox4x32.BlockBytes];
            Philox4x32.Block(KeyDomain | (uint)device.Seed, tile, (uint)(row % lanes), (uint)variable, (uint)(bit >> 2), bytes);
            double uniform = (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * (bit & 3))..]) + 0.5) / 4294967296.0;
            bias += device.TrngBiasSpread * Normal.InvCDF(0, 1, uniform);
        }

        double share = Math.Round(Math.Abs(2 * bias) * (1 << Places), MidpointRounding.AwayFromZero);
        return ((int)Math.Min(share, (1 << Places) - 1), bias > 0);
    }

    /// <summary>Exact mean and variance of Z in a row.</summary>
    /// <param name="row">Row of the block.</param>
    /// <param name="variables">V.</param>
    /// <param name="bits">b.</param>
    public (double Mean, double Variance) Moments(int row, int variables, int bits)
    {
        double mean = 0;
        double variance = 0;
        for (int variable = 0; variable < variables; variable++)
        {
            for (int bit = 0; bit < bits; bit++)
            {
                (int share, bool favoursOne) = Of(row, variable, bit);
                double bias = (favoursOne ? 0.5 : -0.5) * share / (1 << Places);
                mean += 2 * (1 << bit) * bias;
                variance += 4 * Math.Pow(4, bit) * (0.25 - (bias * bias));
            }
        }

        return (mean, variance);
    }
}
