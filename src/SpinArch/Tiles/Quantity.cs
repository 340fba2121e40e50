namespace SpinArch.Tiles;

/// <summary>What is counted of a part of an operation.</summary>
/// <param name="Symbol">As formulas write it: <c>R</c>.</param>
/// <param name="Meaning">What it is, as a phrase: <c>active rows of the block</c>.</param>
/// <param name="Of">How many there are.</param>
public sealed record Quantity(string Symbol, string Meaning, Func<Work, int> Of)
{
    /// <summary>1, whatever there is to do.</summary>
    public static Quantity One { get; } = new("1", "one", _ => 1);

    /// <summary>Active rows.</summary>
    public static Quantity Rows { get; } = new("R", "active rows of the block", work => work.Rows);

    /// <summary>Columns.</summary>
    public static Quantity Columns { get; } = new("C", "columns of the block", work => work.Columns);

    /// <summary>Words of other tiles.</summary>
    public static Quantity Words { get; } = new("words", "words of other tiles", work => work.Words);
}
