namespace SpinArch.Compilation;

/// <summary>Which block a tile holds.</summary>
/// <param name="Layer">Layer index.</param>
/// <param name="RowBlock">Row range of the layer.</param>
/// <param name="ColumnBlock">Column range of the layer.</param>
/// <param name="X">Mesh column of the tile.</param>
/// <param name="Y">Mesh row of the tile.</param>
public readonly record struct BlockPlace(int Layer, int RowBlock, int ColumnBlock, int X, int Y);
