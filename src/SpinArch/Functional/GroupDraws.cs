using SpinArch.Arithmetic;
using SpinArch.Kernel;

namespace SpinArch.Functional;

/// <summary>
/// The random bytes of the weights in the driven rows of a layer, for several columns at once. Policy: rows go in groups of
/// sixteen, which share a block of the generator; a group whose rows are all driven with zero is left out.
/// </summary>
internal sealed class GroupDraws
{
    /// <summary>Rows of a group: one block of the generator makes one byte for each.</summary>
    public const int Rows = 16;

    /// <summary>Columns drawn at once.</summary>
    public const int BatchColumns = 8;

    private readonly ulong seed;
    private readonly int variables;
    private readonly int[] groups;
    private readonly uint[] counters;
    private readonly byte[] bytes;
    private byte[] random = [];
    private byte[] below = [];

    /// <param name="seed">Key of the draws.</param>
    /// <param name="variables">Bytes a weight; 0 where only the groups are wanted.</param>
    /// <param name="rows">Rows of the layer.</param>
    public GroupDraws(ulong seed, int variables, int rows)
    {
        this.seed = seed;
        this.variables = variables;
        groups = new int[Count(rows)];
        counters = new uint[groups.Length * BatchColumns];
        bytes = new byte[variables * groups.Length * Rows * BatchColumns];
    }

    /// <summary>The driven groups, ascending.</summary>
    public ReadOnlySpan<int> Groups => groups.AsSpan(0, Active);

    /// <summary>Number of driven groups.</summary>
    public int Active { get; private set; }

    /// <summary>Bytes of the last batch: variable by variable <see cref="Stride"/> apart, column by column, sixteen a driven group.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Bytes from one variable to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>Groups of a number of rows.</summary>
    public static int Count(int rows) => (rows + Rows - 1) / Rows;

    /// <summary>Finds the driven groups and packs their rows.</summary>
    /// <param name="x">The drive of every row, padded to whole groups with zeros.</param>
    /// <param name="packed">Receives the rows of the driven groups.</param>
    public void Load<T>(ReadOnlySpan<T> x, Span<T> packed)
        where T : struct, IEquatable<T>
    {
        Active = 0;
        for (int group = 0; group < groups.Length; group++)
        {
            ReadOnlySpan<T> rows = x.Slice(group * Rows, Rows);
            if (rows.ContainsAnyExcept(default(T)))
            {
                rows.CopyTo(packed[(Active * Rows)..]);
                groups[Active++] = group;
            }
        }

        for (int column = 0; column < BatchColumns; column++)
        {
            for (int i = 0; i < Active; i++)
            {
                counters[(column * Active) + i] = ((uint)column << 16) + (uint)groups[i];
            }
        }
    }

    /// <summary>Draws for consecutive columns.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="firstColumn">First column, in the layer.</param>
    /// <param name="columns">1 to <see cref="BatchColumns"/>.</param>
    /// <param name="bias">The junctions that draw for the rows of the layer; null where they are fair.</param>
    public void Draw(int input, int sample, int layer, int firstColumn, int columns, BiasPlanes? bias = null)
    {
        int blocks = columns * Active;
        Stride = blocks * Rows;
        for (int variable = 0; variable < variables; variable++)
        {
            Philox4x32.FillBlocks(
                seed,
                (uint)input,
                (uint)sample,
                ((uint)layer << 16) | (uint)variable,
                counters.AsSpan(0, blocks),
                (uint)firstColumn << 16,
                bytes.AsSpan(variable * Stride, Stride));
            if (bias is not null)
            {
                Bias(bias, input, sample, layer, variable, firstColumn, columns);
            }
        }
    }

    private void Bias(BiasPlanes bias, int input, int sample, int layer, int variable, int firstColumn, int columns)
    {
        if (random.Length == 0)
        {
            random = new byte[groups.Length * Rows * BatchColumns];
            below = new byte[random.Length];
        }

        below.AsSpan(0, Stride).Clear();
        for (int plane = bias.FirstPlane; plane < JunctionBiases.Places; plane++)
        {
            Philox4x32.FillBlocks(
                seed,
                (uint)input,
                (uint)sample,
                BiasPlanes.Counter(layer, variable, plane),
                counters.AsSpan(0, columns * Active),
                (uint)firstColumn << 16,
                random.AsSpan(0, Stride));
            for (int at = 0; at < Stride; at += Active * Rows)
            {
                bias.Compare(variable, plane, Groups, random.AsSpan(at), below.AsSpan(at));
            }
        }

        for (int at = 0; at < Stride; at += Active * Rows)
        {
            bias.Turn(variable, Groups, below.AsSpan(at), bytes.AsSpan((variable * Stride) + at));
        }
    }
}
