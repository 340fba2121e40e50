using System.Buffers.Binary;
using System.Collections.Immutable;
using global::Onnx;
using SpinArch.Networks.Importing;
using SpinArch.Specs;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace SpinArch.Networks.Onnx;

/// <summary>Reads tensors of one model, wherever their elements are kept, and takes no more memory than the bytes that are there.</summary>
/// <param name="path">The model file.</param>
internal sealed class OnnxTensors(string path)
{
    /// <summary>The most elements of all tensors that are read: 2^28.</summary>
    public const long MaximumElements = 1L << 28;

    private readonly ExternalData _external = new(path);
    private long _left = MaximumElements;

    /// <summary>Reads a tensor.</summary>
    /// <param name="name">The name it is to have.</param>
    /// <param name="tensor">As the file has it.</param>
    /// <exception cref="ImportFault">It is too large, of a type that is not read, or its elements are not all there.</exception>
    public NamedTensor Read(string name, TensorProto tensor)
    {
        string what = $"has a tensor '{Quoted.Short(name)}'";
        ImmutableArray<int> extents = Extents(what, tensor);
        int count = (int)extents.Aggregate(1L, (product, extent) => product * extent);
        var type = (DataType)tensor.DataType;
        if (Width(type) is not { } width)
        {
            throw new ImportFault($"{what} of type {TypeName(tensor.DataType)}; read are float, float16, bfloat16, double and whole "
                + "numbers");
        }

        bool isExternal = tensor.DataLocation == TensorProto.Types.DataLocation.External;
        ReadOnlySpan<byte> raw = isExternal ? _external.Read(what, tensor, (long)count * width) : tensor.RawData.Span;
        if ((isExternal || tensor.HasRawData) && raw.Length != (long)count * width)
        {
            throw new ImportFault($"{what} of {count} elements and {raw.Length} bytes, {width} bytes an element");
        }

        _left -= count;
        bool isRaw = isExternal || tensor.HasRawData;
        return IsReal(type)
            ? new NamedTensor
            {
                Name = name,
                Extents = extents,
                Reals = isRaw ? Reals(raw, type, count, width)
                : Listed(what, tensor, type, count)
            }
            : new NamedTensor
            {
                Name = name,
                Extents = extents,
                Integers = isRaw ? Integers(raw, type, count, width)
                : ListedWhole(what, tensor, type, count)
            };
    }

    private ImmutableArray<int> Extents(string what, TensorProto tensor)
    {
        long count = 1;
        foreach (long extent in tensor.Dims)
        {
            count = extent is >= 0 and <= MaximumElements ? count * extent : MaximumElements + 1;
            if (count > _left)
            {
                throw new ImportFault($"{what} of too many elements; all that are read may have {MaximumElements} together");
            }
        }

        return tensor.Dims.Count <= 16 ? [.. tensor.Dims.Select(extent => (int)extent)]
            : throw new ImportFault($"{what} of {tensor.Dims.Count} dimensions");
    }

    private static bool IsReal(DataType type) => type is DataType.Float or DataType.Float16 or DataType.Bfloat16 or DataType.Double;

    // Bytes an element; null where it is not read. Values are those of the schema, an open list: others come as numbers without a name.
    private static int? Width(DataType type) => type switch
    {
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 2,
        DataType.Double or DataType.Int64 => 8,
        DataType.Int8 or DataType.Uint8 or DataType.Bool => 1,
        _ => null,
    };

    private static string TypeName(int type) => Enum.IsDefined((DataType)type)
        ? ((DataType)type).ToString().ToLowerInvariant()
        : FormattableString.Invariant($"number {type}");

    private static double[] Reals(ReadOnlySpan<byte> raw, DataType type, int count, int width)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> element = raw.Slice(i * width, width);
            values[i] = type switch
            {
                DataType.Float => BinaryPrimitives.ReadSingleLittleEndian(element),
                DataType.Double => BinaryPrimitives.ReadDoubleLittleEndian(element),
                DataType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
                _ => BrainFloat(BinaryPrimitives.ReadUInt16LittleEndian(element)),
            };
        }

        return values;
    }

    private static long[] Integers(ReadOnlySpan<byte> raw, DataType type, int count, int width)
    {
        long[] values = new long[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> element = raw.Slice(i * width, width);
            values[i] = type switch
            {
                DataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
                DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
                DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
                DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
                DataType.Int8 => (sbyte)element[0],
                _ => element[0],
            };
        }

        return values;
    }

    // 16-bit numbers are kept as the bits of whole ones.
    private static double[] Listed(string what, TensorProto tensor, DataType type, int count) => type switch
    {
        DataType.Float => [.. All(what, tensor.FloatData, count).Select(value => (double)value)],
        DataType.Double => [.. All(what, tensor.DoubleData, count)],
        DataType.Float16 => [.. All(what, tensor.Int32Data, count).Select(bits => (double)BitConverter.UInt16BitsToHalf((ushort)bits))],
        _ => [.. All(what, tensor.Int32Data, count).Select(bits => BrainFloat((ushort)bits))],
    };

    private static long[] ListedWhole(string what, TensorProto tensor, DataType type, int count) => type switch
    {
        DataType.Int64 => [.. All(what, tensor.Int64Data, count)],
        DataType.Uint32 => [.. All(what, tensor.Uint64Data, count).Select(value => (long)value)],
        _ => [.. All(what, tensor.Int32Data, count).Select(value => (long)value)],
    };

    private static IReadOnlyCollection<T> All<T>(string what, IReadOnlyCollection<T> list, int count) => list.Count == count
        ? list
        : throw new ImportFault($"{what} of {count} elements, of which {list.Count} are there");

    private static double BrainFloat(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
