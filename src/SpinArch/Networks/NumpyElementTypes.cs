namespace SpinArch.Networks;

/// <summary>The NumPy names and widths of <see cref="NumpyElementType"/>.</summary>
public static class NumpyElementTypes
{
    /// <summary>All types, for error messages.</summary>
    public const string Allowed = "f2, f4, f8, u1, u2, u4, u8, i1, i2, i4 and i8, of either byte order";

    /// <summary>The NumPy descriptor of little-endian elements, such as <c>&lt;f4</c>.</summary>
    /// <param name="type">The element type.</param>
    /// <returns>The descriptor as NumPy writes it.</returns>
    public static string Descriptor(this NumpyElementType type) => (type.Bytes() == 1 ? "|" : "<") + Code(type);

    /// <summary>The width of one element in bytes.</summary>
    /// <param name="type">The element type.</param>
    /// <returns>1, 2, 4 or 8.</returns>
    public static int Bytes(this NumpyElementType type) => Code(type)[1] - '0';

    /// <summary>Whether the elements are floating-point numbers, not integers.</summary>
    /// <param name="type">The element type.</param>
    public static bool IsFloatingPoint(this NumpyElementType type) => Code(type)[0] == 'f';

    /// <summary>
    /// The type of a descriptor and its byte order; null when SpinArch does not read it (complex, text, bool, objects, ...).
    /// </summary>
    /// <param name="descriptor">Such as <c>&lt;f4</c> or <c>&gt;f8</c>; a one-byte type may carry any byte-order mark.</param>
    /// <returns>The type and whether the first byte of an element is its highest, or null.</returns>
    internal static (NumpyElementType Type, bool IsBigEndian)? Find(string descriptor)
    {
        foreach (NumpyElementType type in Enum.GetValues<NumpyElementType>())
        {
            if (descriptor.Length == 3 && descriptor.EndsWith(Code(type), StringComparison.Ordinal)
                && (descriptor[0] is '<' or '>' || (descriptor[0] == '|' && type.Bytes() == 1)))
            {
                return (type, descriptor[0] == '>' && type.Bytes() > 1);
            }
        }

        return null;
    }

    private static string Code(NumpyElementType type) => type switch
    {
        NumpyElementType.Half => "f2",
        NumpyElementType.Single => "f4",
        NumpyElementType.Double => "f8",
        NumpyElementType.UInt8 => "u1",
        NumpyElementType.UInt16 => "u2",
        NumpyElementType.UInt32 => "u4",
        NumpyElementType.UInt64 => "u8",
        NumpyElementType.Int8 => "i1",
        NumpyElementType.Int16 => "i2",
        NumpyElementType.Int32 => "i4",
        NumpyElementType.Int64 => "i8",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
