using System.Collections.Immutable;
using global::Onnx;
using SpinArch.Networks.Importing;
using SpinArch.Specs;
using AttributeType = global::Onnx.AttributeProto.Types.AttributeType;

namespace SpinArch.Networks.Onnx;

/// <summary>A node of a graph: its operator, and its attributes by name and kind.</summary>
/// <param name="proto">As the file has it.</param>
/// <param name="opset">The version of the operators' meaning.</param>
internal sealed class OnnxNode(NodeProto proto, long opset)
{
    /// <summary>The operator, with its domain where that is not ONNX's own.</summary>
    public string Operator => proto.Domain is "" or "ai.onnx" ? proto.OpType : $"{proto.Domain}.{proto.OpType}";

    /// <summary>The version of the operators' meaning.</summary>
    public long Opset => opset;

    /// <summary>The names of what goes in; an empty one is left out.</summary>
    public IReadOnlyList<string> Inputs => proto.Input;

    /// <summary>The names of what comes out.</summary>
    public IReadOnlyList<string> Outputs => proto.Output;

    /// <summary>The graphs within it.</summary>
    public bool HasGraphs => proto.Attribute.Any(attribute => attribute.Type is AttributeType.Graph or AttributeType.Graphs);

    /// <summary>What the messages call it: its name in quotes, or what it gives.</summary>
    public string Title => $"'{Quoted.Short(proto.Name.Length > 0 ? proto.Name : proto.Output.FirstOrDefault() ?? "")}'";

    /// <summary>The operator as messages have it.</summary>
    public string ShownOperator => Operator.Length > 0 ? Quoted.Short(Operator) : "no operator";

    /// <summary>A name that a layer made of it may have.</summary>
    /// <param name="weights">The tensor of its weights, whose name says more where it ends in a word for weights.</param>
    public string LayerName(string? weights = null)
    {
        if (weights is not null)
        {
            string parameter = weights[(weights.LastIndexOf('.') + 1)..];
            bool isParameter = parameter.Contains("weight", StringComparison.OrdinalIgnoreCase)
                || parameter.Contains("kernel", StringComparison.OrdinalIgnoreCase);
            if (isParameter && parameter.Length < weights.Length)
            {
                return weights[..^(parameter.Length + 1)];
            }
        }

        // PyTorch names a node by its module and then by its operator: /conv1/Conv.
        string name = proto.Name.Length > 0 ? proto.Name : proto.OpType;
        string[] words = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && words[^1].Split('_')[0] == proto.OpType ? string.Join('.', words[..^1]) : name;
    }

    /// <summary>Whether an output is there and wanted.</summary>
    public bool Gives(int output) => proto.Output.Count > output && proto.Output[output].Length > 0;

    /// <summary>A whole number.</summary>
    public long Integer(string name, long otherwise) => Find(name, AttributeType.Int)?.I ?? otherwise;

    /// <summary>A real number.</summary>
    public double Real(string name, double otherwise) => Find(name, AttributeType.Float)?.F ?? otherwise;

    /// <summary>A word.</summary>
    public string Word(string name, string otherwise) => Find(name, AttributeType.String)?.S.ToStringUtf8() ?? otherwise;

    /// <summary>Whole numbers; null where they are not given.</summary>
    public ImmutableArray<long>? Integers(string name) => Find(name, AttributeType.Ints) is { } found ? [.. found.Ints] : null;

    /// <summary>Real numbers; null where they are not given.</summary>
    public ImmutableArray<double>? Reals(string name) =>
        Find(name, AttributeType.Floats) is { } found ? [.. found.Floats.Select(value => (double)value)] : null;

    /// <summary>A tensor; null where it is not given.</summary>
    public TensorProto? Tensor(string name) => Find(name, AttributeType.Tensor)?.T;

    /// <summary>Whether an attribute is given.</summary>
    public bool Has(string name) => proto.Attribute.Any(attribute => attribute.Name == name);

    private AttributeProto? Find(string name, AttributeType type)
    {
        AttributeProto? found = proto.Attribute.FirstOrDefault(attribute => attribute.Name == name);

        // Files of the first version of the format leave the type out.
        return found is null || found.Type == type || (found.Type == AttributeType.Undefined && !found.HasType)
            ? found
            : throw new ImportFault($"has an attribute '{Quoted.Short(name)}' that is of the kind {found.Type}; {type} is needed");
    }
}
