namespace SpinArch.Tiles;

/// <summary>
/// Draws which word lines are driven: a function of seed, input, sample, layer and row, whoever asks and in whatever order.
/// </summary>
internal interface IGateDraws
{
    /// <summary>Draws for a block.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="rowBase">First row of the block in the layer.</param>
    /// <param name="alwaysDriven">Rows at its end that are driven whatever is drawn.</param>
    /// <param name="driven">Receives whether each of its rows is driven.</param>
    void Fill(int input, int sample, int layer, int rowBase, int alwaysDriven, Span<bool> driven);
}
