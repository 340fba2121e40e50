namespace SpinArch.Isa;

/// <summary>One stream of results from an output tile to the port.</summary>
public sealed record PortReceive
{
    /// <summary>Tile index.</summary>
    public required int Source { get; init; }

    /// <summary>First network output.</summary>
    public required int ColumnBase { get; init; }

    /// <summary>How many outputs.</summary>
    public required int Columns { get; init; }
}
