using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>
/// The dictionary at the head of a <c>.npy</c> file: element type, order and shape. Reads what NumPy writes (a Python literal of
/// exactly three keys) and nothing more. Source: numpy.lib.format, versions 1.0, 2.0 and 3.0.
/// </summary>
internal sealed record NumpyHeader(NumpyElementType ElementType, bool IsBigEndian, bool FortranOrder, ImmutableArray<int> Shape)
{
    /// <summary>The longest header read; NumPy's own for a plain array is 118 bytes.</summary>
    public const int MaximumBytes = 65_536;

    private const int MaximumDimensions = 8;

    /// <summary>The number of elements the shape declares, or null when it does not fit 62 bits.</summary>
    public long? Count
    {
        get
        {
            UInt128 count = 1;
            foreach (int extent in Shape)
            {
                count *= (uint)extent;
                if (count >> 62 != 0)
                {
                    return null;
                }
            }

            return (long)count;
        }
    }

    /// <summary>Parses the dictionary.</summary>
    /// <param name="place">File and array, for errors.</param>
    /// <param name="text">The header's text, padding included.</param>
    /// <returns>The header.</returns>
    /// <exception cref="InputException">The text is not such a dictionary, or the type is not one SpinArch reads.</exception>
    public static NumpyHeader Parse(string place, string text)
    {
        var cursor = new PythonLiteralCursor(place, text);
        (NumpyElementType Type, bool IsBigEndian)? type = null;
        bool? fortran = null;
        ImmutableArray<int>? shape = null;
        cursor.Expect('{');
        while (!cursor.TryTake('}'))
        {
            string key = cursor.Text();
            cursor.Expect(':');
            switch (key)
            {
                case "descr" when type is null && cursor.TryTake('['):
                    throw new InputException(place, $"elements of a structured type are not read; save each field as an array of its own, of {NumpyElementTypes.Allowed}");
                case "descr" when type is null:
                    string descriptor = cursor.Text();
                    type = NumpyElementTypes.Find(descriptor)
                        ?? throw new InputException(place, $"elements of type '{descriptor}' are not read; allowed are {NumpyElementTypes.Allowed}");
                    break;
                case "fortran_order" when fortran is null:
                    fortran = cursor.Boolean();
                    break;
                case "shape" when shape is null:
                    shape = cursor.Tuple(MaximumDimensions);
                    break;
                default:
                    throw cursor.Bad();
            }

            if (!cursor.TryTake(','))
            {
                cursor.Expect('}');
                break;
            }
        }

        cursor.End();
        return type is { } t && fortran is { } f && shape is { } s
            ? new NumpyHeader(t.Type, t.IsBigEndian, f, s)
            : throw new InputException(place, "the .npy header lacks one of descr, fortran_order and shape");
    }

    /// <summary>A shape as Python writes it: <c>(784, 200)</c>, <c>(10,)</c>, <c>()</c>.</summary>
    /// <param name="shape">The extents.</param>
    public static string ShapeText(IReadOnlyList<int> shape) =>
        $"({string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))}{(shape.Count == 1 ? "," : "")})";

    /// <summary>The bytes of a version 1.0 preamble as NumPy writes it, padded to a multiple of 64.</summary>
    /// <param name="array">The array it heads.</param>
    /// <returns>Magic, version, length and dictionary.</returns>
    public static byte[] Format(NumpyArray array)
    {
        string dictionary = $"{{'descr': '{array.ElementType.Descriptor()}', 'fortran_order': False, 'shape': {ShapeText(array.Shape)}, }}";
        int length = ((10 + dictionary.Length + 1 + 63) / 64 * 64) - 10;
        byte[] bytes = new byte[10 + length];
        bytes.AsSpan().Fill((byte)' ');
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(bytes);
        bytes[8] = (byte)length;
        bytes[9] = (byte)(length >> 8);
        Encoding.ASCII.GetBytes(dictionary, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }
}
