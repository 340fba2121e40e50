namespace SpinArch.Isa;

/// <summary>
/// Where a stage reads its input map: a kernel of rows and columns at every place that its strides reach, over all channels of the map.
/// A vector is a map of one row and one column, and a layer that takes a whole map at once has one position.
/// </summary>
public sealed record Window
{
    /// <summary>Channels of the map.</summary>
    public required int Channels { get; init; }

    /// <summary>Rows of the map.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of the map.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the kernel.</summary>
    public required int KernelHeight { get; init; }

    /// <summary>Columns of the kernel.</summary>
    public required int KernelWidth { get; init; }

    /// <summary>Rows from one position to the next below it.</summary>
    public int StrideY { get; init; } = 1;

    /// <summary>Columns from one position to the next beside it.</summary>
    public int StrideX { get; init; } = 1;

    /// <summary>Rows of zeros, or of nothing where the largest is taken, above the map.</summary>
    public int PadTop { get; init; }

    /// <summary>Columns of them left of the map.</summary>
    public int PadLeft { get; init; }

    /// <summary>Rows of them below the map.</summary>
    public int PadBottom { get; init; }

    /// <summary>Columns of them right of the map.</summary>
    public int PadRight { get; init; }

    /// <summary>Rows of the map from one row of the kernel to the next.</summary>
    public int DilationY { get; init; } = 1;

    /// <summary>Columns of the map from one column of the kernel to the next.</summary>
    public int DilationX { get; init; } = 1;

    /// <summary>Rows of the map from the first row of the kernel to the last, both counted.</summary>
    public int ReachY => ((KernelHeight - 1) * DilationY) + 1;

    /// <summary>Columns of the map from the first column of the kernel to the last, both counted.</summary>
    public int ReachX => ((KernelWidth - 1) * DilationX) + 1;

    /// <summary>Rows of positions; less than 1 where the kernel does not fit the map.</summary>
    public int OutHeight => Places(Height + PadTop + PadBottom - ReachY, StrideY);

    /// <summary>Columns of positions; less than 1 where the kernel does not fit the map.</summary>
    public int OutWidth => Places(Width + PadLeft + PadRight - ReachX, StrideX);

    /// <summary>Places of the kernel, counted row by row: position p is row p div <see cref="OutWidth"/>.</summary>
    public int Positions => OutHeight * OutWidth;

    /// <summary>Values of the map.</summary>
    public int MapWords => Channels * Height * Width;

    /// <summary>
    /// Values of a window: of channel c, kernel row y and kernel column x it is value (c KernelHeight + y) KernelWidth + x.
    /// </summary>
    public int Rows => Channels * KernelHeight * KernelWidth;

    /// <summary>The window of a layer that takes a map, or a vector, as it is.</summary>
    /// <param name="channels">Channels of the map.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    public static Window Whole(int channels, int height = 1, int width = 1) => new()
    {
        Channels = channels,
        Height = height,
        Width = width,
        KernelHeight = height,
        KernelWidth = width,
    };

    private static int Places(int room, int stride) => room < 0 ? 0 : (room / stride) + 1;
}
