using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Tests.Functional;

/// <summary>A compiled network evaluated weight by weight and cell by cell, as <c>docs/arithmetic.md</c> and <c>docs/device-model.md</c> say and no faster.</summary>
/// <param name="spec">The architecture: one copy, digital column sums, lines without resistance, reads without noise, 8-bit draws of fair coins.</param>
/// <param name="program">A program compiled for it.</param>
/// <param name="seed">Key of the draws.</param>
internal sealed class SlicedReference(ArchitectureSpec spec, Program program, ulong seed)
{
    private readonly int slices = (Math.Max(spec.Weight.MeanBits, spec.Weight.SigmaBits) + spec.Weight.CellBits - 1) / spec.Weight.CellBits;
    private readonly (TileProgram Tile, LayerBlock Block, int Pair)[] blocks =
        [.. program.Tiles.SelectMany(tile => tile.Blocks.Select((block, pair) => (tile, block, pair)))];

    /// <summary>Results of one sample of an input.</summary>
    public long[] Evaluate(int input, byte[] image, int sample, Activation last)
    {
        int layers = blocks.Max(placed => placed.Block.Layer) + 1;
        long maximum = (1 << spec.Dac.Bits) - 1;
        long[] x = [.. image.Select(pixel => Divide(pixel * maximum, 255))];
        for (int layer = 0; layer < layers; layer++)
        {
            var own = blocks.Where(placed => placed.Block.Layer == layer).ToArray();
            x = own[0].Block.AlwaysDrivenRows + own.Max(placed => placed.Block.AlwaysDrivenRows) > 0 ? [.. x, maximum] : x;
            long[] sums = new long[own.Max(placed => placed.Block.ColumnBase + placed.Block.Columns)];
            foreach ((TileProgram tile, LayerBlock block, int pair) in own)
            {
                for (int column = 0; column < block.Columns; column++)
                {
                    sums[block.ColumnBase + column] += Word(tile, block, pair, column, x, input, sample);
                }
            }

            BlockArithmetic a = own[0].Block.Arithmetic;
            bool activates = layer < layers - 1 || last == Activation.SaturatingLinear;
            x = [.. sums.Select(sum => activates
                ? Math.Clamp(Shift(sum * a.ActivationMaximum, a.WordFraction), 0, a.ActivationMaximum)
                : Math.Clamp(Shift(sum, a.WordFraction - a.OutputFraction), -32768, 32767))];
            x = layer < layers - 1 ? [.. x.Select(code => Divide(code * maximum, a.ActivationMaximum))] : x;
        }

        return x;
    }

    private long Word(TileProgram tile, LayerBlock block, int pair, int column, long[] x, int input, int sample)
    {
        BlockArithmetic a = block.Arithmetic;
        int meanBits = (spec.Weight.MeanBits + slices - 1) / slices;
        int sigmaBits = (spec.Weight.SigmaBits + slices - 1) / slices;
        var mean = new CellPairs(spec, (1 << meanBits) - 1, tile.X, tile.Y, pair, isSigma: false);
        var sigma = new CellPairs(spec, (1 << sigmaBits) - 1, tile.X, tile.Y, pair, isSigma: true);
        long meanCode = 0;
        long sigmaCode = 0;
        for (int slice = 0; slice < slices; slice++)
        {
            long m = 0;
            long s = 0;
            for (int row = 0; row < block.Rows; row++)
            {
                int weight = (column * block.Rows) + row;
                int line = (column * slices) + slice;
                long drive = x[block.RowBase + row];
                m += drive * Cell(mean, block.MeanLevels[weight], meanBits, slice, line, row);
                s += Divide(drive * Gaussian(input, sample, block, column, row), Zmax) * Cell(sigma, block.SigmaLevels[weight], sigmaBits, slice, line, row);
            }

            meanCode += Code(m, a.MeanStep, mean.Unit, a.CodeMaximum) * (1L << (meanBits * slice));
            sigmaCode += Code(s, a.SigmaStep, sigma.Unit, a.CodeMaximum) * (1L << (sigmaBits * slice));
        }

        return Shift((a.MeanMultiplier * meanCode) + (a.SigmaMultiplier * sigmaCode), a.WordShift);
    }

    private long Zmax => spec.Sampler.Variables * ((1L << spec.Sampler.Bits) - 1);

    private static long Cell(CellPairs cells, int level, int bits, int slice, int line, int row)
    {
        int digit = Math.Sign(level) * (Math.Abs(level) / (1 << (bits * slice)) % (1 << bits));
        return (long)Math.Round(cells.Unit * cells.Effective(digit, line, row), MidpointRounding.AwayFromZero);
    }

    private long Gaussian(int input, int sample, LayerBlock block, int column, int row)
    {
        uint k = (uint)(block.RowBase + row);
        Span<byte> bytes = stackalloc byte[Philox4x32.BlockBytes];
        long z = -Zmax;
        for (int variable = 0; variable < spec.Sampler.Variables; variable++)
        {
            Philox4x32.Block(seed, (uint)input, (uint)sample, ((uint)block.Layer << 16) | (uint)variable, ((uint)(block.ColumnBase + column) << 16) | (k >> 4), bytes);
            z += 2 * (bytes[(int)(k & 15)] >> (8 - spec.Sampler.Bits));
        }

        return z;
    }

    private static long Code(long sum, long step, int unit, int maximum) =>
        maximum == 0 ? Divide(sum, unit) : Math.Clamp(Divide(sum, step * unit), -maximum, maximum);

    private static long Divide(long a, long b) => Math.Sign(a) * (((2 * Math.Abs(a)) + b) / (2 * b));

    private static long Shift(long value, int shift) => shift >= 0 ? Divide(value, 1L << shift) : value << -shift;
}
