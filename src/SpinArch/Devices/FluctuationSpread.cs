using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using SpinArch.Kernel;

namespace SpinArch.Devices;

/// <summary>Cells of a population whose magnets differ in size: what becomes of the correlation time. The demagnetising factors
/// stay.</summary>
public static class FluctuationSpread
{
    // The letters CELL: sizes are apart from every thermal field.
    private const uint Domain = 0x43454C4C;

    /// <summary>The correlation time of every cell [s].</summary>
    /// <param name="typical">The cell of nominal size.</param>
    /// <param name="cells">Cells.</param>
    /// <param name="sizeSpread">Standard deviation of length and of width, relative to them.</param>
    /// <param name="cancellation">Stops early.</param>
    public static ImmutableArray<double> CorrelationTimes(
        Fluctuation typical, int cells, double sizeSpread, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(typical);
        byte[] block = new byte[Philox4x32.BlockBytes];
        var times = ImmutableArray.CreateBuilder<double>();
        for (int cell = 0; cell < cells; cell++)
        {
            Philox4x32.Block(typical.Seed, (uint)cell, 0, Domain, 0, block);
            double area = Factor(block, 0) * Factor(block, 4);
            Fluctuation one = typical with
            {
                Magnet = typical.Magnet with { VolumeM3 = typical.Magnet.VolumeM3 * area },
                Seed = typical.Seed + (ulong)cell + 1
            };
            if (one.Run(cancellation).CorrelationTimeS is { } time)
            {
                times.Add(time);
            }
        }

        return times.ToImmutable();

        // A size is positive: the spread is cut at a tenth of the nominal one.
        double Factor(byte[] bytes, int at) =>
            Math.Max(0.1, 1 + (sizeSpread * Normal.InvCDF(0, 1, (BitConverter.ToUInt32(bytes, at) + 0.5) / 4294967296.0)));
    }

    /// <summary>Standard deviation over mean.</summary>
    /// <param name="times">Correlation times.</param>
    public static double Relative(IEnumerable<double> times)
    {
        (double mean, double deviation) = times.MeanStandardDeviation();
        return deviation / mean;
    }
}
