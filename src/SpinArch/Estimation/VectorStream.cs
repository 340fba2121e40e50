namespace SpinArch.Estimation;

/// <summary>The input vector of a pair of a tile, as the layer before sends it.</summary>
/// <param name="Complete">Columns of the layer before after which it is complete.</param>
/// <param name="Words">Most words that one tile sends of it.</param>
internal readonly record struct VectorStream(int Complete, int Words);
