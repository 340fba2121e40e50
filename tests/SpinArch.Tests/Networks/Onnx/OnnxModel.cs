using System.Runtime.InteropServices;
using global::Onnx;
using Google.Protobuf;
using AttributeType = global::Onnx.AttributeProto.Types.AttributeType;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>A model put together node by node, as an exporter would write it.</summary>
internal sealed class OnnxModel
{
    public OnnxModel(long opset = 13)
    {
        Proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
    }

    public OnnxModel(ModelProto proto) => Proto = proto;

    /// <summary>What is written.</summary>
    public ModelProto Proto { get; } = new() { IrVersion = 7, Graph = new GraphProto { Name = "g" } };

    public byte[] Bytes => Proto.ToByteArray();

    /// <summary>The network's input; -1 leaves an extent open.</summary>
    public OnnxModel Input(string name, params long[] shape)
    {
        Proto.Graph.Input.Add(Info(name, shape));
        return this;
    }

    public OnnxModel Output(string name)
    {
        Proto.Graph.Output.Add(new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } },
        });
        return this;
    }

    /// <summary>Weights in raw single precision.</summary>
    public OnnxModel Weights(string name, long[] shape, float[] values) => Initializer(Single(name, shape, values));

    public OnnxModel Integers(string name, params long[] values) => Initializer(Whole(name, values));

    public OnnxModel Initializer(TensorProto tensor)
    {
        Proto.Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>A node of one output; attributes are whole numbers, reals, words or lists of whole numbers.</summary>
    public OnnxModel Node(string type, string[] inputs, string output, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = "n_" + output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        foreach ((string name, object value) in attributes)
        {
            node.Attribute.Add(Attribute(name, value));
        }

        Proto.Graph.Node.Add(node);
        return this;
    }

    public static TensorProto Single(string name, long[] shape, float[] values)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)DataType.Float,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values))
        };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    public static TensorProto Whole(string name, params long[] values)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)DataType.Int64,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values))
        };
        tensor.Dims.Add(values.Length);
        return tensor;
    }

    /// <summary>Numbers that look like weights, the same every time.</summary>
    public static float[] Random(int count, int seed, double scale = 0.3, double shift = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(((random.NextDouble() * 2) - 1) * scale + shift))];
    }

    private static ValueInfoProto Info(string name, long[] shape)
    {
        var extents = new TensorShapeProto();
        foreach (long extent in shape)
        {
            extents.Dim.Add(extent < 0
                ? new TensorShapeProto.Types.Dimension { DimParam = "N" }
                : new TensorShapeProto.Types.Dimension { DimValue = extent });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float, Shape = extents } },
        };
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int or long:
                attribute.Type = AttributeType.Int;
                attribute.I = Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
                break;
            case float real:
                attribute.Type = AttributeType.Float;
                attribute.F = real;
                break;
            case string word:
                attribute.Type = AttributeType.String;
                attribute.S = ByteString.CopyFromUtf8(word);
                break;
            case long[] list:
                attribute.Type = AttributeType.Ints;
                attribute.Ints.AddRange(list);
                break;
            case TensorProto tensor:
                attribute.Type = AttributeType.Tensor;
                attribute.T = tensor;
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no attribute here.", nameof(value));
        }

        return attribute;
    }
}
