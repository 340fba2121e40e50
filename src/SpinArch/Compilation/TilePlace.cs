namespace SpinArch.Compilation;

/// <summary>What a tile holds, and where it lies.</summary>
/// <param name="Copy">Which copy of its layer it belongs to.</param>
/// <param name="Layer">Layer index.</param>
/// <param name="FanInTile">Which of the layer's <see cref="FanInPlan.Tiles"/>: its row blocks.</param>
/// <param name="ColumnBlock">Column range of the layer.</param>
/// <param name="X">Mesh column of the tile.</param>
/// <param name="Y">Mesh row of the tile.</param>
public readonly record struct TilePlace(int Copy, int Layer, int FanInTile, int ColumnBlock, int X, int Y);
