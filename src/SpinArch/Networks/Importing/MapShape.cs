using System.Collections.Immutable;
using System.Globalization;

namespace SpinArch.Networks.Importing;

/// <summary>The shape of a map, one input's, without the batch. A row of values is all channels, one by one.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal readonly record struct MapShape(int Channels, int Height, int Width)
{
    /// <summary>All values.</summary>
    public long Count => (long)Channels * Height * Width;

    /// <summary>Whether it is a row of values.</summary>
    public bool IsRow => Height == 1 && Width == 1;

    /// <summary>A map of extents: (channels), (channels, width) or (channels, height, width).</summary>
    /// <exception cref="ImportFault">They are more, or none.</exception>
    public static MapShape Of(ImmutableArray<int> extents) => extents.Length switch
    {
        1 => new MapShape(extents[0], 1, 1),
        2 => new MapShape(extents[0], 1, extents[1]),
        3 => new MapShape(extents[0], extents[1], extents[2]),
        _ => throw new ImportFault($"works on {Text(extents)}; maps have channels, rows and columns"),
    };

    /// <summary>Extents as people write them.</summary>
    public static string Text(IEnumerable<int> extents) =>
        "[" + string.Join(", ", extents.Select(extent => extent.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <inheritdoc/>
    public override string ToString() => IsRow ? Text([Channels]) : Text([Channels, Height, Width]);
}
