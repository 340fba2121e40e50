namespace SpinArch.Networks;

/// <summary>The kinds of layers of a network file.</summary>
public enum NodeKind
{
    /// <summary>Fully connected.</summary>
    Dense,

    /// <summary>A convolution over rows and columns.</summary>
    Conv2d,

    /// <summary>The largest value of a window, channel by channel.</summary>
    MaxPool,

    /// <summary>The mean of a window, channel by channel; of the whole map where it is global.</summary>
    AveragePool,

    /// <summary>A map as a vector: channel by channel, row by row.</summary>
    Flatten,

    /// <summary>The sum of maps of equal shape.</summary>
    Add,

    /// <summary>Maps of equal rows and columns, their channels one behind another.</summary>
    Concat,
}
