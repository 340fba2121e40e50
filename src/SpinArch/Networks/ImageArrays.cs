using System.Globalization;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>
/// Images and labels as NumPy users keep them: the first dimension counts the images, the others are one image's; pixels are whole
/// numbers 0 to 255 or real numbers 0 to 1; labels are whole numbers of any type.
/// </summary>
internal static class ImageArrays
{
    /// <summary>The name of the array of images.</summary>
    public const string Images = "images";

    /// <summary>The name of the array of labels.</summary>
    public const string Labels = "labels";

    // An output is a column of a layer.
    private const int LargestLabel = NetworkReader.MaximumWidth - 1;

    /// <summary>Whether an array of an archive is one of these.</summary>
    public static bool IsOne(string name) => name is Images or Labels;

    /// <summary>Reads images.</summary>
    /// <param name="array">The images.</param>
    /// <param name="width">Values that an image must have; null for any number.</param>
    /// <returns>
    /// How many, rows and columns of one (channels of one alone are dropped; several lie below each other), and pixel codes 0 to 255 in the
    /// order of the array.
    /// </returns>
    /// <exception cref="InputException">It holds no image, images of another size, or values that are no pixels.</exception>
    public static (int Count, int Rows, int Columns, byte[] Pixels) Read(NumpyArray array, int? width)
    {
        int count = array.Shape.IsEmpty ? 0 : array.Shape[0];
        long values = array.Shape.Skip(1).Aggregate(1L, (product, extent) => Math.Min(int.MaxValue, product * extent));
        if (array.Shape.Length < 2 || count == 0 || values == 0 || (width is { } needed && values != needed))
        {
            string wanted = width is { } size
                ? $"the network needs (n, {size}) or a shape with as many values an image"
                : "images need (n, ...), n from 1";
            throw new InputException(array.Place, $"has shape {array.ShapeText}; {wanted}");
        }

        int[] image = [.. array.Shape.Skip(1).Where(extent => extent > 1)];
        int columns = image.Length == 0 ? 1 : image[^1];
        return (count, (int)values / columns, columns, Pixels(array));
    }

    /// <summary>Reads labels: shape (n) or (n, 1).</summary>
    /// <param name="array">The labels.</param>
    /// <param name="count">How many images there are.</param>
    /// <exception cref="InputException">Their number differs, or one is no whole number from 0.</exception>
    public static int[] ReadLabels(NumpyArray array, int count)
    {
        if (array.Shape.IsEmpty || array.Shape[0] != count || array.Count != count)
        {
            throw new InputException(array.Place, $"has shape {array.ShapeText}; {count} images need ({count},), one number an image");
        }

        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            double label = array.Value(i);
            labels[i] = label is >= 0 and <= LargestLabel && double.IsInteger(label)
                ? (int)label
                : throw Wrong(array, i, $"labels are whole numbers from 0 to {LargestLabel}");
        }

        return labels;
    }

    private static byte[] Pixels(NumpyArray array)
    {
        if (array.ElementType == NumpyElementType.UInt8)
        {
            return array.AsBytes();
        }

        byte[] pixels = new byte[array.Count];
        bool isReal = array.ElementType.IsFloatingPoint();
        for (int i = 0; i < pixels.Length; i++)
        {
            double value = array.Value(i);
            if (!(value >= 0 && value <= (isReal ? 1 : 255)))
            {
                throw Wrong(array, i, isReal
                    ? "real pixels lie in [0, 1]; scale them, or save whole numbers 0 to 255 as uint8"
                    : "whole pixels lie in 0 to 255");
            }

            pixels[i] = (byte)(isReal ? Math.Round(value * 255, MidpointRounding.AwayFromZero) : value);
        }

        return pixels;
    }

    private static InputException Wrong(NumpyArray array, int index, string allowed) =>
        new(array.Place, string.Create(CultureInfo.InvariantCulture, $"has {array.Value(index)} at element {index}; {allowed}"));
}
