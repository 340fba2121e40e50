namespace SpinArch.Networks.Importing;

/// <summary>What a node of an imported network does.</summary>
internal enum ImportedKind
{
    /// <summary>Every output from every input.</summary>
    Dense,

    /// <summary>A convolution over the map.</summary>
    Conv2d,

    /// <summary>The largest of a window.</summary>
    MaxPool,

    /// <summary>The mean of a window.</summary>
    AveragePool,

    /// <summary>The mean of a whole map, a number a channel.</summary>
    GlobalAveragePool,

    /// <summary>A map read as one row: channels, then rows, then columns.</summary>
    Flatten,

    /// <summary>The sum of two maps, element by element.</summary>
    Add,

    /// <summary>Channels of several maps one after another.</summary>
    Concat,
}
