using System.Buffers.Binary;
using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using SpinArch.Kernel;

namespace SpinArch.Devices;

/// <summary>Cells of a population whose magnets differ in length and width: what becomes of the fluctuation.</summary>
public static class FluctuationSpread
{
    // The letters CELL: sizes are apart from every thermal field.
    private const uint Domain = 0x43454C4C;

    // A size is positive: the spread is cut at a tenth of the nominal one.
    private const double Smallest = 0.1;

    /// <summary>Watches every cell.</summary>
    /// <param name="device">The cell of nominal size.</param>
    /// <param name="typical">How each is watched.</param>
    /// <param name="cells">Cells.</param>
    /// <param name="sizeSpread">Standard deviation of length and of width, each on its own, relative to them.</param>
    /// <param name="doublings">How often a watch may be doubled for a cell whose correlation does not die in it.</param>
    /// <param name="cancellation">Stops early.</param>
    public static ImmutableArray<FluctuatingCell> Cells(
        DeviceDescription device, Fluctuation typical, int cells, double sizeSpread, int doublings = 0,
            CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(typical);
        byte[] block = new byte[Philox4x32.BlockBytes];
        var found = ImmutableArray.CreateBuilder<FluctuatingCell>(cells);
        for (int cell = 0; cell < cells; cell++)
        {
            Philox4x32.Block(typical.Seed, (uint)cell, 0, Domain, 0, block);
            double longer = Factor(block, sizeSpread);
            double wider = Factor(block.AsSpan(4), sizeSpread);
            Fluctuation one = typical with
            {
                Magnet = Fluctuation.MagnetOf(device, longer, wider),
                Seed = typical.Seed + (ulong)cell + 1,
                ReadsS = [],
            };
            FluctuationResult result = one.RunUntilDead(doublings, cancellation);
            found.Add(new FluctuatingCell(longer, wider, result.IntegralTimeS, Math.Sqrt(result.Variance), result.Kurtosis));
        }

        return found.MoveToImmutable();
    }

    /// <summary>Standard deviation over mean; null where a cell has no figure, so that the slowest are not left out in silence.</summary>
    /// <param name="figures">A figure a cell, two at least.</param>
    public static double? Relative(IEnumerable<double?> figures)
    {
        double?[] all = [.. figures];
        if (all.Contains(null))
        {
            return null;
        }

        (double mean, double deviation) = all.Select(figure => figure!.Value).MeanStandardDeviation();
        return deviation / mean;
    }

    private static double Factor(ReadOnlySpan<byte> bytes, double sizeSpread)
    {
        double uniform = (BinaryPrimitives.ReadUInt32LittleEndian(bytes) + 0.5) / 4294967296.0;
        return Math.Max(Smallest, 1 + (sizeSpread * Normal.InvCDF(0, 1, uniform)));
    }
}
