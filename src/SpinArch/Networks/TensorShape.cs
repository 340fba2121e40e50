using SpinArch.Isa;

namespace SpinArch.Networks;

/// <summary>
/// The shape of what a layer takes or gives: a map of channels, rows and columns, or a vector, which is a map of one place.
/// </summary>
/// <param name="Channels">Channels, or the values of a vector.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct TensorShape(int Channels, int Height = 1, int Width = 1)
{
    /// <summary>Values.</summary>
    public int Count => Channels * Height * Width;

    /// <summary>Whether it has one place only.</summary>
    public bool IsVector => Height == 1 && Width == 1;

    /// <summary>The window that takes all of it at once.</summary>
    public Window Whole => Window.Whole(Channels, Height, Width);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"[{Channels}, {Height}, {Width}]");
}
