namespace SpinArch.Tiles;

/// <summary>What there is to do in one part of one operation, as far as its time depends on it.</summary>
/// <param name="Traits">What the operation is.</param>
/// <param name="Rows">Active rows of its block.</param>
/// <param name="Words">Words of other tiles that it takes up: of a vector operation all, of a receiver those of one batch.</param>
/// <param name="Columns">Columns of its block.</param>
public readonly record struct Work(Traits Traits, int Rows, int Words, int Columns)
{
    /// <summary>Whether the operation has all of these.</summary>
    public bool Has(Traits traits) => (Traits & traits) == traits;
}
