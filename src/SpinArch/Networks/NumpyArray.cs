using System.Buffers.Binary;
using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>One named array of a NumPy archive: a shape and its elements in C order (last index fastest). Immutable.</summary>
public sealed class NumpyArray
{
    private readonly byte[] _data;

    internal NumpyArray(string place, string name, NumpyElementType elementType, ImmutableArray<int> shape, byte[] data)
    {
        Place = place;
        Name = name;
        ElementType = elementType;
        Shape = shape;
        _data = data;
    }

    /// <summary>The array's name in the archive, without <c>.npy</c>.</summary>
    public string Name { get; }

    /// <summary>Where the array came from (file and name), for error messages.</summary>
    public string Place { get; }

    /// <summary>The type the elements are stored in.</summary>
    public NumpyElementType ElementType { get; }

    /// <summary>The extent of every dimension; empty for a scalar.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public int Count => _data.Length / ElementType.Bytes();

    /// <summary>The elements' bytes, little-endian, C order.</summary>
    public ReadOnlySpan<byte> RawBytes => _data;

    /// <summary>Makes an <c>f4</c> array.</summary>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="shape">The extent of every dimension.</param>
    /// <param name="values">The elements in C order; as many as the shape says.</param>
    /// <returns>The array.</returns>
    public static NumpyArray FromSingles(string name, ImmutableArray<int> shape, ReadOnlySpan<float> values)
    {
        byte[] data = new byte[CheckedCount(shape, values.Length) * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        }

        return new NumpyArray(name, name, NumpyElementType.Single, shape, data);
    }

    /// <summary>Makes a <c>u1</c> array.</summary>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="shape">The extent of every dimension.</param>
    /// <param name="values">The elements in C order; as many as the shape says.</param>
    /// <returns>The array.</returns>
    public static NumpyArray FromBytes(string name, ImmutableArray<int> shape, ReadOnlySpan<byte> values)
    {
        CheckedCount(shape, values.Length);
        return new NumpyArray(name, name, NumpyElementType.UInt8, shape, values.ToArray());
    }

    /// <summary>Makes an <c>i8</c> array.</summary>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="shape">The extent of every dimension.</param>
    /// <param name="values">The elements in C order; as many as the shape says.</param>
    /// <returns>The array.</returns>
    public static NumpyArray FromInt64s(string name, ImmutableArray<int> shape, ReadOnlySpan<long> values)
    {
        byte[] data = new byte[CheckedCount(shape, values.Length) * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * sizeof(long)), values[i]);
        }

        return new NumpyArray(name, name, NumpyElementType.Int64, shape, data);
    }

    /// <summary>The shape as NumPy writes it, such as <c>(784, 200)</c>.</summary>
    public string ShapeText => NumpyHeader.ShapeText(Shape);

    /// <summary>The elements as single-precision numbers; <c>f8</c> is rounded to nearest.</summary>
    /// <returns>A new array, in C order. Not checked for NaN or infinity: that is the reader's rule, not the format's.</returns>
    /// <exception cref="InputException">The array holds integers.</exception>
    public float[] AsSingles()
    {
        if (!ElementType.IsFloatingPoint())
        {
            throw WrongType("floating point (f2, f4, f8)");
        }

        float[] values = new float[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)Value(i);
        }

        return values;
    }

    /// <summary>The elements as bytes.</summary>
    /// <returns>A new array, in C order.</returns>
    /// <exception cref="InputException">The array is not <c>u1</c>.</exception>
    public byte[] AsBytes() => ElementType == NumpyElementType.UInt8 ? (byte[])_data.Clone() : throw WrongType("|u1");

    /// <summary>The elements as 64-bit integers, widened from any integer type.</summary>
    /// <returns>A new array, in C order.</returns>
    /// <exception cref="InputException">The array holds floating-point numbers, or an integer beyond 63 bits.</exception>
    public long[] AsInt64s()
    {
        if (ElementType.IsFloatingPoint())
        {
            throw WrongType("an integer type");
        }

        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Whole(i);
        }

        return values;
    }

    /// <summary>One element as a real number; an integer beyond 53 bits is rounded.</summary>
    /// <param name="index">Its index in C order.</param>
    public double Value(int index)
    {
        ReadOnlySpan<byte> element = Element(index);
        return ElementType switch
        {
            NumpyElementType.Half => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
            NumpyElementType.Single => BinaryPrimitives.ReadSingleLittleEndian(element),
            NumpyElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(element),
            _ => Whole(index),
        };
    }

    private long Whole(int index)
    {
        ReadOnlySpan<byte> element = Element(index);
        return ElementType switch
        {
            NumpyElementType.UInt8 => element[0],
            NumpyElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
            NumpyElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
            NumpyElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(element) is var value && value <= long.MaxValue
                ? (long)value
                : throw new InputException(Place, $"has {value} at element {index}; allowed is at most {long.MaxValue}"),
            NumpyElementType.Int8 => (sbyte)element[0],
            NumpyElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
            NumpyElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
            NumpyElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
            _ => throw new InvalidOperationException("The elements are no integers."),
        };
    }

    private ReadOnlySpan<byte> Element(int index) => _data.AsSpan(index * ElementType.Bytes(), ElementType.Bytes());

    private static int CheckedCount(ImmutableArray<int> shape, int given)
    {
        long count = 1;
        foreach (int extent in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(extent, nameof(shape));
            count = checked(count * extent);
        }

        return count == given
            ? given
            : throw new ArgumentException($"The shape holds {count} elements, but {given} are given.", nameof(shape));
    }

    private InputException WrongType(string allowed) =>
        new(Place, $"the elements are {ElementType.Descriptor()}; {allowed} is needed");
}
