using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Functional;

/// <summary>
/// What a layer's numbers lose: how many of its levels are zero, how many conversions and results clipped. A network calibrated on images
/// that are not like those it sees clips; one outlying weight leaves the others on level zero.
/// </summary>
public sealed record LayerPrecision
{
    /// <summary>The layer's name.</summary>
    public required string Name { get; init; }

    /// <summary>Share of means on level zero.</summary>
    public required double ZeroMeanLevels { get; init; }

    /// <summary>Share of sigmas on level zero; 1 for a layer without sigmas.</summary>
    public required double ZeroSigmaLevels { get; init; }

    /// <summary>Share of conversions of mean sums that clipped; null where none is converted (lossless, or summed in the neuron).</summary>
    public required double? ClippedMeans { get; init; }

    /// <summary>Likewise of sigma sums; beyond four standard deviations of the calibration images is meant to clip.</summary>
    public required double? ClippedSigmas { get; init; }

    /// <summary>Share of results that did not fit their 16 bits; null for a layer with an activation.</summary>
    public required double? ClippedResults { get; init; }

    /// <summary>A row a layer.</summary>
    /// <param name="program">A program with levels.</param>
    /// <param name="tally">What its converters did.</param>
    internal static ImmutableArray<LayerPrecision> Of(Program program, ConversionTally tally) =>
    [
        .. PlacedBlock.Of(program).Select(placed => placed.Block).GroupBy(block => block.Layer).OrderBy(layer => layer.Key)
            .Select((layer, index) => Of([.. layer], tally.Layers[index])),
    ];

    private static LayerPrecision Of(LayerBlock[] blocks, LayerConversions counts) => new()
    {
        Name = blocks[0].LayerName,
        ZeroMeanLevels = Zeros(blocks, block => block.MeanLevels),
        ZeroSigmaLevels = Zeros(blocks, block => block.SigmaLevels),
        ClippedMeans = Share(counts.ClippedMeans, counts.Means),
        ClippedSigmas = Share(counts.ClippedSigmas, counts.Sigmas),
        ClippedResults = Share(counts.ClippedResults, counts.Results),
    };

    private static double Zeros(IEnumerable<LayerBlock> blocks, Func<LayerBlock, ImmutableArray<sbyte>> levels)
    {
        long zeros = 0;
        long all = 0;
        foreach (LayerBlock block in blocks)
        {
            zeros += levels(block).AsSpan().Count((sbyte)0);
            all += levels(block).Length;
        }

        return all == 0 ? 1 : (double)zeros / all;
    }

    private static double? Share(long part, long all) => all == 0 ? null : (double)part / all;
}
