namespace SpinArch.Networks;

/// <summary>The element types of a NumPy array that SpinArch reads.</summary>
public enum NumpyElementType
{
    /// <summary>16-bit floating point, <c>f2</c>.</summary>
    Half,

    /// <summary>32-bit floating point, <c>f4</c>.</summary>
    Single,

    /// <summary>64-bit floating point, <c>f8</c>.</summary>
    Double,

    /// <summary>Unsigned byte, <c>u1</c>.</summary>
    UInt8,

    /// <summary>Unsigned 16-bit integer, <c>u2</c>.</summary>
    UInt16,

    /// <summary>Unsigned 32-bit integer, <c>u4</c>.</summary>
    UInt32,

    /// <summary>Unsigned 64-bit integer, <c>u8</c>.</summary>
    UInt64,

    /// <summary>Signed byte, <c>i1</c>.</summary>
    Int8,

    /// <summary>Signed 16-bit integer, <c>i2</c>.</summary>
    Int16,

    /// <summary>Signed 32-bit integer, <c>i4</c>.</summary>
    Int32,

    /// <summary>Signed 64-bit integer, <c>i8</c>.</summary>
    Int64,
}
