namespace SpinArch.Isa;

/// <summary>Where the words of one incoming channel come from and, for input vectors, where they go.</summary>
public sealed record ReceiveChannel
{
    /// <summary>Tile index of the sender, -1 for the port.</summary>
    public required int Source { get; init; }

    /// <summary>First row of the pair's input bank that the channel fills.</summary>
    public required int RowBase { get; init; }

    /// <summary>Words a vector (inputs); of a partial sum 1, or 2 where it needs more than 16 bits.</summary>
    public required int Words { get; init; }
}
