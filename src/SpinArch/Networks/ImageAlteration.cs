namespace SpinArch.Networks;

/// <summary>Makes an image out of another.</summary>
/// <param name="index">Its index.</param>
/// <param name="image">Its pixels, row by row.</param>
/// <param name="altered">Receives as many.</param>
public delegate void ImageAlteration(int index, ReadOnlySpan<byte> image, Span<byte> altered);
