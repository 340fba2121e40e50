namespace SpinArch.Estimation;

/// <summary>Steps of a column's result on its way from the converter to where it is used: an operation, and the way of its word.</summary>
/// <param name="VectorWords">Words that the vector unit reads; 0 for none.</param>
/// <param name="Flits">Flits sent; 0 where the word stays.</param>
/// <param name="Hops">Links to the next tile, the last into the tile counted; 0 where the word stays.</param>
/// <param name="Times">How often the same step follows itself.</param>
internal readonly record struct PathStep(int VectorWords, int Flits, int Hops, int Times);
