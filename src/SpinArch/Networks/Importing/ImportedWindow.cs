namespace SpinArch.Networks.Importing;

/// <summary>The window of a convolution or a pool: two numbers a pair are rows and columns.</summary>
internal sealed record ImportedWindow
{
    /// <summary>Rows and columns of the window.</summary>
    public required (int Y, int X) Size { get; init; }

    /// <summary>Steps between windows.</summary>
    public required (int Y, int X) Stride { get; init; }

    /// <summary>Steps between a window's elements.</summary>
    public (int Y, int X) Dilation { get; init; } = (1, 1);

    /// <summary>Zeros around the map.</summary>
    public (int Top, int Left, int Bottom, int Right) Padding { get; init; }

    /// <summary>Parts that channels are divided into, each seen by its own outputs alone.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a mean counts the zeros around the map.</summary>
    public bool CountsPadding { get; init; }

    /// <summary>Whether there is any padding.</summary>
    public bool IsPadded => Padding != default;

    /// <summary>The map that comes of a map.</summary>
    /// <param name="map">What goes in.</param>
    /// <param name="channels">Channels of what comes out.</param>
    /// <exception cref="ImportFault">The window is larger than the padded map.</exception>
    public MapShape Over(MapShape map, int channels)
    {
        long height = Extent(map.Height, Size.Y, Stride.Y, Dilation.Y, Padding.Top, Padding.Bottom);
        long width = Extent(map.Width, Size.X, Stride.X, Dilation.X, Padding.Left, Padding.Right);
        return height > 0 && width > 0
            ? new MapShape(channels, (int)height, (int)width)
            : throw new ImportFault($"has a window of {Size.Y} x {Size.X} that is larger than its padded map, {map} before padding");
    }

    private static long Extent(int map, int size, int stride, int dilation, int before, int after)
    {
        long free = (long)map + before + after - (((long)size - 1) * dilation) - 1;
        return free < 0 ? 0 : (free / stride) + 1;
    }
}
