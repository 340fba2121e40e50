using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>Images, of an idx file (magic 2051) or an archive: pixel codes 0..255, row by row, image after image.</summary>
public sealed class IdxImages
{
    private readonly byte[] _pixels;

    internal IdxImages(string path, int count, int rows, int columns, byte[] pixels)
    {
        Path = path;
        Count = count;
        Rows = rows;
        Columns = columns;
        _pixels = pixels;
    }

    /// <summary>The file the images came from.</summary>
    public string Path { get; }

    /// <summary>The number of images.</summary>
    public int Count { get; }

    /// <summary>Rows of an image.</summary>
    public int Rows { get; }

    /// <summary>Columns of an image.</summary>
    public int Columns { get; }

    /// <summary>Pixels of an image: <see cref="Rows"/> x <see cref="Columns"/>.</summary>
    public int PixelCount => Rows * Columns;

    /// <summary>All pixels: shape [Count, Rows, Columns].</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The pixels of one image.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <returns>Its pixel codes, shape [Rows, Columns].</returns>
    public ReadOnlySpan<byte> this[int index] => (uint)index < (uint)Count
        ? _pixels.AsSpan(index * PixelCount, PixelCount)
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Reads an idx file of images.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The images.</returns>
    /// <exception cref="InputException">The file is missing, truncated, too long or of another kind.</exception>
    public static IdxImages Read(string path)
    {
        (int[] extents, byte[] data) = IdxFile.Read(path, IdxFile.ImageDimensions, "images");
        return new IdxImages(path, extents[0], extents[1], extents[2], data);
    }

    /// <summary>Images of the same size, made out of these.</summary>
    /// <param name="alteration">Makes each out of its original.</param>
    public IdxImages With(ImageAlteration alteration)
    {
        ArgumentNullException.ThrowIfNull(alteration);
        byte[] altered = new byte[_pixels.Length];
        for (int image = 0; image < Count; image++)
        {
            alteration(image, this[image], altered.AsSpan(image * PixelCount, PixelCount));
        }

        return new IdxImages(Path, Count, Rows, Columns, altered);
    }

    /// <summary>Writes an idx file of some of these images, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="indices">The images to write, in this order.</param>
    public void WriteSelection(string path, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        byte[] data = new byte[indices.Count * PixelCount];
        for (int i = 0; i < indices.Count; i++)
        {
            this[indices[i]].CopyTo(data.AsSpan(i * PixelCount));
        }

        IdxFile.Write(path, [indices.Count, Rows, Columns], data);
    }
}
