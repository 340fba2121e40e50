namespace SpinArch.Compilation;

/// <summary>A layer's weights as levels, column-major so that a column's rows are contiguous (<c>docs/arithmetic.md</c>, section 2).</summary>
internal sealed class QuantisedLayer
{
    /// <summary>L_mu, [Outputs][Rows].</summary>
    public required short[] Mean { get; init; }

    /// <summary>L_sig, [Outputs][Rows].</summary>
    public required short[] Sigma { get; init; }

    /// <summary>s_mu: value of one level of a mean.</summary>
    public required double MeanScale { get; init; }

    /// <summary>s_sig: value of one level of a sigma.</summary>
    public required double SigmaScale { get; init; }

    /// <summary>a_mu: value of one unit of M.</summary>
    public required double MeanUnit { get; init; }

    /// <summary>a_sig: value of one unit of S.</summary>
    public required double SigmaUnit { get; init; }

    /// <summary>Rows.</summary>
    public required int Rows { get; init; }

    /// <summary>f_o: fraction bits of an unactivated result.</summary>
    public required int OutputFraction { get; init; }

    /// <summary>Levels of a column's rows in a range.</summary>
    public ReadOnlySpan<short> MeanColumn(int column, IndexRange rows) => Mean.AsSpan((column * Rows) + rows.Start, rows.Length);

    /// <summary>Levels of a column's rows in a range.</summary>
    public ReadOnlySpan<short> SigmaColumn(int column, IndexRange rows) => Sigma.AsSpan((column * Rows) + rows.Start, rows.Length);
}
