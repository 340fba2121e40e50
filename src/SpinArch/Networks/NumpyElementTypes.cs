namespace SpinArch.Networks;

/// <summary>The NumPy names and widths of <see cref="NumpyElementType"/>.</summary>
public static class NumpyElementTypes
{
    /// <summary>All descriptors, for error messages.</summary>
    public const string Allowed = "<f4, <f8, |u1, |i1, <i2, <i4 and <i8";

    /// <summary>The NumPy descriptor, such as <c>&lt;f4</c>.</summary>
    /// <param name="type">The element type.</param>
    /// <returns>The descriptor as NumPy writes it.</returns>
    public static string Descriptor(this NumpyElementType type) => type switch
    {
        NumpyElementType.Single => "<f4",
        NumpyElementType.Double => "<f8",
        NumpyElementType.UInt8 => "|u1",
        NumpyElementType.Int8 => "|i1",
        NumpyElementType.Int16 => "<i2",
        NumpyElementType.Int32 => "<i4",
        NumpyElementType.Int64 => "<i8",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The width of one element in bytes.</summary>
    /// <param name="type">The element type.</param>
    /// <returns>1, 2, 4 or 8.</returns>
    public static int Bytes(this NumpyElementType type) => type switch
    {
        NumpyElementType.UInt8 or NumpyElementType.Int8 => 1,
        NumpyElementType.Int16 => 2,
        NumpyElementType.Single or NumpyElementType.Int32 => 4,
        NumpyElementType.Double or NumpyElementType.Int64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Finds the type of a descriptor; null when SpinArch does not read it (big-endian, complex, text, ...).</summary>
    /// <param name="descriptor">Such as <c>&lt;f4</c>; a one-byte type may carry any byte-order mark.</param>
    /// <returns>The type, or null.</returns>
    public static NumpyElementType? Find(string descriptor) => descriptor switch
    {
        "<f4" => NumpyElementType.Single,
        "<f8" => NumpyElementType.Double,
        "|u1" or "<u1" or ">u1" => NumpyElementType.UInt8,
        "|i1" or "<i1" or ">i1" => NumpyElementType.Int8,
        "<i2" => NumpyElementType.Int16,
        "<i4" => NumpyElementType.Int32,
        "<i8" => NumpyElementType.Int64,
        _ => null,
    };
}
