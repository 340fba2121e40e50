using SpinArch.Arithmetic;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>
/// The sigma drive codes D of a layer, for eight columns at a time. Policy: a group of sixteen rows that are all driven with
/// zero is left out, since its D is zero whatever is drawn; every other row gets exactly the draw of its weight.
/// </summary>
internal sealed class SigmaDrives
{
    /// <summary>Rows of a group: one Philox block makes one 8-bit variable for each.</summary>
    public const int GroupRows = 16;

    /// <summary>Columns drawn at once.</summary>
    public const int BatchColumns = 8;

    private readonly ulong seed;
    private readonly int variables;
    private readonly int bits;
    private readonly int inputMaximum;
    private readonly GaussianDraws draws;
    private readonly ReciprocalScale scale;
    private readonly short[] x;
    private readonly int[] groups;
    private readonly uint[] counters;
    private readonly byte[] uniforms;
    private readonly short[] reciprocals;
    private readonly short[] compact;
    private readonly short[] drive;
    private readonly int[] z;
    private readonly short[] wide;
    private int active;

    /// <param name="sampler">V and bits.</param>
    /// <param name="inputMaximum">Xmax.</param>
    /// <param name="rows">Rows of the layer.</param>
    /// <param name="seed">Key of the draws.</param>
    public SigmaDrives(SamplerSpec sampler, int inputMaximum, int rows, ulong seed)
    {
        this.seed = seed;
        this.inputMaximum = inputMaximum;
        variables = sampler.Variables;
        bits = sampler.Bits;
        draws = new GaussianDraws(seed, variables, bits);
        scale = new ReciprocalScale(draws.Maximum, inputMaximum);
        int count = (rows + GroupRows - 1) / GroupRows;
        int padded = count * GroupRows;
        x = new short[padded];
        groups = new int[count];
        counters = new uint[count * BatchColumns];
        uniforms = new byte[bits <= 8 ? variables * padded * BatchColumns : 0];
        reciprocals = new short[2 * padded];
        compact = new short[padded];
        drive = new short[padded * BatchColumns];
        z = new int[padded];
        wide = new short[padded];
    }

    /// <summary>The groups with a driven row, ascending.</summary>
    public ReadOnlySpan<int> Groups => groups.AsSpan(0, active);

    /// <summary>The drive codes of one column of the last batch, sixteen for each of <see cref="Groups"/>.</summary>
    public ReadOnlySpan<short> Column(int column) => drive.AsSpan(column * active * GroupRows, active * GroupRows);

    /// <summary>Takes an input vector, one drive code a row; rows behind the last are not driven.</summary>
    public void Load(ReadOnlySpan<short> codes)
    {
        codes.CopyTo(x);
        active = 0;
        for (int group = 0; group < groups.Length; group++)
        {
            ReadOnlySpan<short> rows = x.AsSpan(group * GroupRows, GroupRows);
            if (rows.ContainsAnyExcept((short)0))
            {
                rows.CopyTo(compact.AsSpan(active * GroupRows));
                groups[active++] = group;
            }
        }

        for (int column = 0; column < BatchColumns; column++)
        {
            for (int i = 0; i < active; i++)
            {
                counters[(column * active) + i] = ((uint)column << 16) + (uint)groups[i];
            }
        }

        if (scale.IsExact)
        {
            scale.Prepare(compact.AsSpan(0, active * GroupRows), reciprocals);
        }
    }

    /// <summary>Draws and scales for consecutive columns.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="firstColumn">First column, in the layer.</param>
    /// <param name="columns">1 to <see cref="BatchColumns"/>.</param>
    public void Draw(int input, int sample, int layer, int firstColumn, int columns)
    {
        if (bits > 8)
        {
            DrawWide(input, sample, layer, firstColumn, columns);
            return;
        }

        int blocks = columns * active;
        int bytes = blocks * GroupRows;
        for (int variable = 0; variable < variables; variable++)
        {
            Philox4x32.FillBlocks(
                seed,
                (uint)input,
                (uint)sample,
                ((uint)layer << 16) | (uint)variable,
                counters.AsSpan(0, blocks),
                (uint)firstColumn << 16,
                uniforms.AsSpan(variable * bytes, bytes));
        }

        for (int column = 0; column < columns; column++)
        {
            int at = column * active * GroupRows;
            if (scale.IsExact)
            {
                scale.Apply(uniforms, at, bytes, variables, 8 - bits, reciprocals, drive.AsSpan(at, active * GroupRows));
            }
            else
            {
                Span<int> gaussian = z.AsSpan(0, active * GroupRows);
                Sum(at, bytes, gaussian);
                ColumnMath.Scale(compact.AsSpan(0, gaussian.Length), gaussian, draws.Maximum, inputMaximum, drive.AsSpan(at, gaussian.Length));
            }
        }
    }

    private void Sum(int at, int stride, Span<int> gaussian)
    {
        gaussian.Fill(-draws.Maximum);
        for (int variable = 0; variable < variables; variable++)
        {
            ReadOnlySpan<byte> source = uniforms.AsSpan((variable * stride) + at, gaussian.Length);
            for (int row = 0; row < source.Length; row++)
            {
                gaussian[row] += 2 * (source[row] >> (8 - bits));
            }
        }
    }

    // Variables of more than eight bits are for studies only: sixteen-bit words, drawn for all rows.
    private void DrawWide(int input, int sample, int layer, int firstColumn, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            draws.Fill(input, sample, layer, firstColumn + column, 0, z);
            ColumnMath.Scale(x, z, draws.Maximum, inputMaximum, wide);
            for (int i = 0; i < active; i++)
            {
                wide.AsSpan(groups[i] * GroupRows, GroupRows).CopyTo(drive.AsSpan(((column * active) + i) * GroupRows));
            }
        }
    }
}
