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

    /// <summary>The elements as single-precision numbers; <c>f8</c> is rounded to nearest.</summary>
    /// <returns>A new array, in C order. Not checked for NaN or infinity: that is the reader's rule, not the format's.</returns>
    /// <exception cref="InputException">The array holds integers.</exception>
    public float[] AsSingles()
    {
        float[] values = new float[Count];
        switch (ElementType)
        {
            case NumpyElementType.Single:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(_data.AsSpan(i * sizeof(float)));
                }

                return values;
            case NumpyElementType.Double:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(_data.AsSpan(i * sizeof(double)));
                }

                return values;
            default:
                throw WrongType("<f4 or <f8");
        }
    }

    /// <summary>The elements as bytes.</summary>
    /// <returns>A new array, in C order.</returns>
    /// <exception cref="InputException">The array is not <c>u1</c>.</exception>
    public byte[] AsBytes() => ElementType == NumpyElementType.UInt8 ? (byte[])_data.Clone() : throw WrongType("|u1");

    /// <summary>The elements as 64-bit integers, widened from any integer type.</summary>
    /// <returns>A new array, in C order.</returns>
    /// <exception cref="InputException">The array holds floating-point numbers.</exception>
    public long[] AsInt64s()
    {
        if (ElementType is NumpyElementType.Single or NumpyElementType.Double)
        {
            throw WrongType("|u1, |i1, <i2, <i4 or <i8");
        }

        int width = ElementType.Bytes();
        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = _data.AsSpan(i * width, width);
            values[i] = width switch
            {
                1 => ElementType == NumpyElementType.UInt8 ? element[0] : (sbyte)element[0],
                2 => BinaryPrimitives.ReadInt16LittleEndian(element),
                4 => BinaryPrimitives.ReadInt32LittleEndian(element),
                _ => BinaryPrimitives.ReadInt64LittleEndian(element),
            };
        }

        return values;
    }

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
