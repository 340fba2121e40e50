namespace SpinArch.Arithmetic;

/// <summary>What the resistance of a crossbar's lines leaves of its cells (<c>docs/device-model.md</c>, section 4).</summary>
internal static class LineResistance
{
    /// <summary>A cell in series with its word line.</summary>
    /// <param name="conductance">Of the cell, in on-conductances.</param>
    /// <param name="column">Column: its cell is that many segments, and one, from the driver.</param>
    /// <param name="resistance">Of a segment, in on-resistances.</param>
    public static double InSeries(double conductance, int column, double resistance) => conductance / (1 + (resistance * (column + 1) * conductance));

    /// <summary>
    /// Which share of a row's current reaches the end of the bit line, the rest flowing back through the other rows' cells. From the far end on
    /// q(k) = 1 / (2 + r g(k) - q(k-1)), q(-1) = 1, is the ratio of the shares of rows k and k + 1; the share is the product of q from the row to the end.
    /// </summary>
    /// <param name="loads">Conductance of both cells of each row, in on-conductances; the last row is nearest to the end.</param>
    /// <param name="resistance">Of a segment, in on-resistances.</param>
    /// <param name="shares">Receives a share a row.</param>
    public static void Shares(ReadOnlySpan<double> loads, double resistance, Span<double> shares)
    {
        double ratio = 1;
        for (int row = 0; row < loads.Length; row++)
        {
            ratio = 1 / (2 + (resistance * loads[row]) - ratio);
            shares[row] = ratio;
        }

        for (int row = loads.Length - 2; row >= 0; row--)
        {
            shares[row] *= shares[row + 1];
        }
    }
}
