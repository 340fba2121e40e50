namespace SpinArch.Tiles;

/// <summary>A block of a layer, as far as the values of a unit depend on it.</summary>
internal interface IBlock
{
    /// <summary>Index of the layer.</summary>
    int Layer { get; }

    /// <summary>Active rows.</summary>
    int Rows { get; }

    /// <summary>First row in the layer.</summary>
    int RowBase { get; }

    /// <summary>Rows at the end that are always driven, those of the bias.</summary>
    int AlwaysDrivenRows { get; }

    /// <summary>Whether levels and inputs are there; without them only time and counts are simulated.</summary>
    bool HasValues { get; }
}
