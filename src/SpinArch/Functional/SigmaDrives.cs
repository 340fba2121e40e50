using SpinArch.Arithmetic;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>The sigma drive codes D of a layer's driven rows (<c>docs/arithmetic.md</c>, sections 3 and 4), for eight columns at a time.</summary>
internal sealed class SigmaDrives
{
    private readonly int variables;
    private readonly int bits;
    private readonly int inputMaximum;
    private readonly GaussianDraws gaussians;
    private readonly GroupDraws draws;
    private readonly ReciprocalScale? scale;
    private readonly short[] packed;
    private readonly short[] reciprocals;
    private readonly short[] drive;
    private readonly int[] z;
    private readonly short[] x;
    private readonly short[] wide;
    private bool isReciprocal;

    /// <param name="sampler">V and bits; none of either where weights have no sigma, and nothing is drawn.</param>
    /// <param name="inputMaximum">Xmax.</param>
    /// <param name="rows">Rows of the layer.</param>
    /// <param name="seed">Key of the draws.</param>
    public SigmaDrives(SamplerSpec sampler, int inputMaximum, int rows, ulong seed)
    {
        this.inputMaximum = inputMaximum;
        variables = sampler.Variables;
        bits = sampler.Bits;
        gaussians = new GaussianDraws(seed, variables, bits);
        draws = new GroupDraws(seed, bits <= 8 ? variables : 0, rows);
        scale = gaussians.Maximum > 0 ? new ReciprocalScale(gaussians.Maximum, inputMaximum) : null;
        int padded = GroupDraws.Count(rows) * GroupDraws.Rows;
        packed = new short[padded];
        reciprocals = new short[2 * padded];
        drive = new short[padded * GroupDraws.BatchColumns];
        z = new int[padded];
        x = new short[padded];
        wide = new short[padded];
    }

    /// <summary>The groups with a driven row, ascending.</summary>
    public ReadOnlySpan<int> Groups => draws.Groups;

    /// <summary>The input's drive codes X, sixteen for each of <see cref="Groups"/>.</summary>
    public ReadOnlySpan<short> Inputs => packed.AsSpan(0, draws.Active * GroupDraws.Rows);

    /// <summary>The drive codes D of one column of the last batch, likewise.</summary>
    public ReadOnlySpan<short> Column(int column) => drive.AsSpan(column * draws.Active * GroupDraws.Rows, draws.Active * GroupDraws.Rows);

    /// <summary>Takes an input vector, one drive code a row, padded to whole groups with zeros.</summary>
    public void Load(ReadOnlySpan<short> codes)
    {
        codes.CopyTo(x);
        draws.Load<short>(x, packed);

        // Reciprocals are of magnitudes: what a signed activation drives is divided one by one.
        isReciprocal = scale?.IsExact == true && bits <= 8 && !Inputs.ContainsAnyInRange(short.MinValue, (short)-1);
        if (isReciprocal)
        {
            scale!.Prepare(Inputs, reciprocals);
        }
    }

    /// <summary>Draws and scales for consecutive columns.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="firstColumn">First column, in the layer.</param>
    /// <param name="columns">1 to <see cref="GroupDraws.BatchColumns"/>.</param>
    /// <param name="bias">The lanes that draw for these columns; null where they are fair.</param>
    public void Draw(int input, int sample, int layer, int firstColumn, int columns, LaneBias? bias)
    {
        if (bits > 8)
        {
            DrawWide(input, sample, layer, firstColumn, columns, bias);
            return;
        }

        draws.Draw(input, sample, layer, firstColumn, columns, bias?.Planes);
        int length = draws.Active * GroupDraws.Rows;
        for (int column = 0; column < columns; column++)
        {
            int at = column * length;
            Span<short> target = drive.AsSpan(at, length);
            if (isReciprocal)
            {
                scale!.Apply(draws.Bytes, at, draws.Stride, variables, 8 - bits, reciprocals, target);
            }
            else
            {
                Sum(at, z.AsSpan(0, length));
                ColumnMath.Scale(Inputs, z.AsSpan(0, length), gaussians.Maximum, inputMaximum, target);
            }
        }
    }

    private void Sum(int at, Span<int> gaussian)
    {
        gaussian.Fill(-gaussians.Maximum);
        for (int variable = 0; variable < variables; variable++)
        {
            ReadOnlySpan<byte> source = draws.Bytes.Slice((variable * draws.Stride) + at, gaussian.Length);
            for (int row = 0; row < source.Length; row++)
            {
                gaussian[row] += 2 * (source[row] >> (8 - bits));
            }
        }
    }

    // Variables of more than eight bits are for studies only: sixteen-bit words, drawn for all rows.
    private void DrawWide(int input, int sample, int layer, int firstColumn, int columns, LaneBias? bias)
    {
        for (int column = 0; column < columns; column++)
        {
            gaussians.Fill(input, sample, layer, firstColumn + column, 0, z, bias?.Planes);
            ColumnMath.Scale(x, z, gaussians.Maximum, inputMaximum, wide);
            for (int i = 0; i < draws.Active; i++)
            {
                wide.AsSpan(draws.Groups[i] * GroupDraws.Rows, GroupDraws.Rows).CopyTo(drive.AsSpan(((column * draws.Active) + i) * GroupDraws.Rows));
            }
        }
    }
}
