using SpinArch.Kernel;

namespace SpinArch.Components.Windows;

/// <summary>The window buffer of a tile: a memory of rows of feature maps.</summary>
public sealed record WindowSpec
{
    /// <summary>Bits of a word: what a flit carries beside its header comes in words of as many.</summary>
    public const int WordBits = 16;

    /// <summary><c>window.words</c>: words of maps that a tile holds.</summary>
    public int Words { get; init; } = 1;

    /// <summary><c>window.width</c>: words of an access.</summary>
    public int Width { get; init; } = 1;

    /// <summary><c>window.readNs</c>: an access.</summary>
    public Picoseconds Read { get; init; }
}
