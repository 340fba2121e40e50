namespace SpinArch.Networks;

/// <summary>The element types of a NumPy array that SpinArch reads; all little-endian.</summary>
public enum NumpyElementType
{
    /// <summary>32-bit floating point, <c>&lt;f4</c>.</summary>
    Single,

    /// <summary>64-bit floating point, <c>&lt;f8</c>.</summary>
    Double,

    /// <summary>Unsigned byte, <c>|u1</c>.</summary>
    UInt8,

    /// <summary>Signed byte, <c>|i1</c>.</summary>
    Int8,

    /// <summary>Signed 16-bit integer, <c>&lt;i2</c>.</summary>
    Int16,

    /// <summary>Signed 32-bit integer, <c>&lt;i4</c>.</summary>
    Int32,

    /// <summary>Signed 64-bit integer, <c>&lt;i8</c>.</summary>
    Int64,
}
