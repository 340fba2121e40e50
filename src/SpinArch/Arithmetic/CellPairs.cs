using System.Buffers.Binary;
using MathNet.Numerics.Distributions;
using SpinArch.Devices;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>
/// What a pair of cells of a real chip weighs (<c>docs/device-model.md</c>). Policy: an imperfection belongs to a cell, that is to
/// tile, crossbar, bit line, row and word line, and to the chip's seed; no draw, input or sample changes it.
/// </summary>
internal readonly struct CellPairs
{
    /// <summary>Sets the imperfections' draws apart from those of the weights, whose key is a seed alone.</summary>
    private const ulong KeyDomain = 0x44455649UL << 32;

    // Levels reach 127; effective ones eight times the highest before they clip.
    private const int FineSteps = 4096;

    private readonly ArchitectureSpec spec;
    private readonly DeviceSpec device;
    private readonly double highest;
    private readonly double off;
    private readonly uint tile;
    private readonly uint crossbar;
    private readonly double onConductance;
    private readonly LevelWalk? walk;

    /// <param name="spec">The architecture: device keys and <c>crossbar.tmr</c>.</param>
    /// <param name="highest">Highest level of a cell of the crossbar.</param>
    /// <param name="x">Mesh column of the tile.</param>
    /// <param name="y">Mesh row of the tile.</param>
    /// <param name="pair">Crossbar pair in the tile.</param>
    /// <param name="isSigma">Which crossbar of the pair.</param>
    public CellPairs(ArchitectureSpec spec, int highest, int x, int y, int pair, bool isSigma)
    {
        this.spec = spec;
        device = spec.Device;
        this.highest = highest;

        // Goff / ((Gon - Goff) / Lmax): the off-state in levels; there is none where weights lie in a memory.
        off = spec.Technology.Constants.TryGetValue("crossbar.tmr", out TechnologyConstant? tmr) ? highest / tmr.Value : 0;
        onConductance = highest + off;
        tile = ((uint)x << 16) | (uint)y;
        crossbar = ((uint)pair << 2) | (isSigma ? 2u : 0u);
        walk = device.Hops > 0 ? new LevelWalk(device.Sites, device.Hops) : null;
        Unit = device.IsIdeal ? 1 : FineSteps / (highest + 1);
    }

    /// <summary>Parts of a level in which effective levels are counted.</summary>
    public int Unit { get; }

    /// <summary>The noise of the reads of a block in these cells, in parts of 1 / <see cref="Unit"/> of a level.</summary>
    public ReadNoise Noise(LayerBlock block) => new(
        spec, block.Layer, block.Rows, block.RowBase, block.ColumnBase, (long)(block.Arithmetic.InputMaximum * highest * Unit), (crossbar & 2) != 0);

    /// <summary>Effective levels of a block in parts of 1 / <see cref="Unit"/>, column-major like the nominal ones.</summary>
    /// <param name="levels">Nominal levels of the cells, [bit lines][rows].</param>
    /// <param name="rows">Rows of the block.</param>
    public short[] Effective(ReadOnlySpan<sbyte> levels, int rows)
    {
        short[] effective = new short[levels.Length];
        double[] weights = new double[levels.Length == 0 ? 0 : rows];
        for (int from = 0; from < levels.Length; from += rows)
        {
            for (int row = 0; row < rows; row++)
            {
                weights[row] = levels[from + row];
            }

            Weigh(weights, from / rows);
            for (int row = 0; row < rows; row++)
            {
                effective[from + row] = device.IsIdeal
                    ? levels[from + row]
                    : (short)Math.Clamp(Math.Round(Unit * weights[row], MidpointRounding.AwayFromZero), -short.MaxValue, short.MaxValue);
            }
        }

        return effective;
    }

    /// <summary>Turns the nominal levels of a column into what its pairs weigh, in levels, lines included.</summary>
    /// <param name="levels">A level a row; replaced.</param>
    /// <param name="column">Bit line of the block: the column, where a weight has one.</param>
    public void Weigh(Span<double> levels, int column)
    {
        if (device.IsIdeal)
        {
            return;
        }

        double[] loads = device.LineResistance == 0 ? [] : new double[levels.Length];
        for (int row = 0; row < levels.Length; row++)
        {
            double positive = Cell(Math.Max(0, levels[row]), column, row, 0);
            double negative = Cell(Math.Max(0, -levels[row]), column, row, 1);
            if (device.LineResistance > 0)
            {
                positive = onConductance * LineResistance.InSeries(positive / onConductance, column, device.LineResistance);
                negative = onConductance * LineResistance.InSeries(negative / onConductance, column, device.LineResistance);
                loads[row] = (positive + negative) / onConductance;
            }

            levels[row] = positive - negative;
        }

        if (device.LineResistance > 0)
        {
            double[] shares = new double[levels.Length];
            LineResistance.Shares(loads, device.LineResistance, shares);
            for (int row = 0; row < levels.Length; row++)
            {
                levels[row] *= shares[row];
            }
        }
    }

    /// <summary>The weight of one pair, in levels: the positive line's cell less the negative line's, off-states included, lines without resistance.</summary>
    /// <param name="level">Nominal level; its sign says which line's cell carries it.</param>
    /// <param name="column">Bit line of the block.</param>
    /// <param name="row">Row of the block.</param>
    public double Effective(double level, int column, int row) =>
        device.IsIdeal ? level : Cell(Math.Max(0, level), column, row, 0) - Cell(Math.Max(0, -level), column, row, 1);

    private double Cell(double level, int column, int row, uint line)
    {
        Span<byte> bytes = stackalloc byte[Philox4x32.BlockBytes];
        Philox4x32.Block(KeyDomain | (uint)device.Seed, tile, crossbar | line, (uint)column, (uint)row, bytes);
        double fate = Uniform(bytes[4..]);
        double written = fate < device.StuckOff ? 0 : fate < device.StuckOff + device.StuckOn ? highest : Kept(level, Uniform(bytes[8..]));
        double spread = device.ConductanceSpread == 0 ? 0 : device.ConductanceSpread * Normal.InvCDF(0, 1, Uniform(bytes));
        return Math.Max(0, (written + off) * (1 + spread));
    }

    // A level between two sites is held by the nearer one, and moves with it.
    private double Kept(double level, double uniform)
    {
        if (walk is null)
        {
            return level;
        }

        double perSite = highest / (walk.Sites - 1);
        int start = (int)Math.Round(Math.Clamp(level, 0, highest) / perSite, MidpointRounding.AwayFromZero);
        return Math.Clamp(level + ((walk.End(start, uniform) - start) * perSite), 0, highest);
    }

    private static double Uniform(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt32LittleEndian(bytes) + 0.5) / 4294967296.0;
}
