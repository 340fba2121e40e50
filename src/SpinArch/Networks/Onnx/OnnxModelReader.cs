using System.Collections.Immutable;
using System.Globalization;
using global::Onnx;
using SpinArch.Files;
using SpinArch.Networks.Importing;
using SpinArch.Specs;
using DataType = global::Onnx.TensorProto.Types.DataType;
using Dimension = global::Onnx.TensorShapeProto.Types.Dimension;

namespace SpinArch.Networks.Onnx;

/// <summary>
/// Reads a model into a network, node by node in the order of the file. A node that cannot be read is told and the rest is read on as far
/// as it does not depend on it, so that all faults of a model are told at once.
/// </summary>
internal sealed class OnnxModelReader
{
    private const int MostNodes = 100_000;

    private readonly string _path;
    private readonly GraphProto _graph;
    private readonly long _opset;
    private readonly OnnxTensors _tensors;
    private readonly NetworkDraft _draft = new();
    private readonly ImportFaults _faults;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);

    private OnnxModelReader(string path, ModelProto model)
    {
        _path = path;
        _graph = model.Graph;
        _tensors = new OnnxTensors(path);
        _faults = new ImportFaults(path);
        _opset = model.OpsetImport.Where(set => set.Domain is "" or "ai.onnx").Select(set => set.Version).DefaultIfEmpty(1).Max();
        foreach (TensorProto tensor in _graph.Initializer)
        {
            if (!_initializers.TryAdd(tensor.Name, tensor))
            {
                _faults.Add("graph", $"has two initialisers '{Quoted.Short(tensor.Name)}'");
            }
        }
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">The shape of an input where the file leaves it open; null to take the file's.</param>
    /// <param name="deviations">Where standard deviations come from, given the constants of the model.</param>
    /// <exception cref="InputException">The file is no model.</exception>
    public static ImportReading Read(string path, ImmutableArray<int>? input, Func<Func<string, NamedTensor?>, IDeviations> deviations)
    {
        var reader = new OnnxModelReader(path, OnnxFile.Read(path));
        return reader.Read(input, deviations(reader.Initializer));
    }

    /// <summary>The constants of a model by name: initialisers, and what its nodes make of constants alone.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is no model.</exception>
    public static Func<string, NamedTensor?> Constants(string path)
    {
        var reader = new OnnxModelReader(path, OnnxFile.Read(path));
        var context = new OnnxContext(reader._draft, reader._tensors, new NoDeviations(), reader.Find, _ => false);
        foreach (OnnxNode node in reader._graph.Node.Take(MostNodes).Select(node => new OnnxNode(node,
            reader._opset)).Where(node => node.Outputs.Count > 0))
        {
            try
            {
                if (node.Operator == "Constant" || node.Inputs.All(name => name.Length == 0 || reader.Find(name) is OnnxValue.Constant))
                {
                    NamedTensor? constant = node.Operator == "Constant" ? ShapeArithmetic.Constant(node, context)
                        : ShapeArithmetic.Of(node, context);
                    reader._values[node.Outputs[0]] = constant is null ? OnnxValue.Unknown.Instance : new OnnxValue.Constant(constant);
                }
            }
            catch (ImportFault)
            {
                // What is asked for and not there is told by who asks.
            }
        }

        return name => reader.Find(name) is OnnxValue.Constant constant ? constant.Tensor with { Name = name } : null;
    }

    private ImportReading Read(ImmutableArray<int>? input, IDeviations deviations)
    {
        ImmutableArray<NodeProto> nodes = Needed();
        foreach (string name in nodes.SelectMany(node => node.Input).Concat(_graph.Output.Select(output => output.Name)))
        {
            _uses[name] = _uses.GetValueOrDefault(name) + 1;
        }

        HashSet<string> outputs = [.. _graph.Output.Select(output => output.Name)];
        var context = new OnnxContext(_draft, _tensors, deviations, Find, name => outputs.Contains(name) && _uses[name] == 1);
        ReadInput(input);
        foreach (NodeProto proto in nodes)
        {
            Apply(new OnnxNode(proto, _opset), context);
        }

        DraftMap? last = Last();
        foreach (string fault in _faults.Any ? [] : deviations.Faults())
        {
            _faults.Add("deviations", fault);
        }

        bool isWhole = !_faults.Any && last is not null && _draft.Nodes.Any(node => node.Weights is not null);
        if (!_faults.Any && !isWhole)
        {
            _faults.Add("graph", "has no Conv, Gemm or MatMul with weights between its input and its output, so nothing lies in crossbars");
        }

        return new ImportReading
        {
            Nodes = isWhole ? LayerNames.Distinct(_draft.Nodes) : [],
            Input = _draft.InputExtents,
            Faults = _faults.Lines(),
            Notes = [.. context.Notes, .. !isWhole ? [] : context.HasDrawn ? [OnnxContext.DrawnNote] : deviations.Notes()],
        };
    }

    // The nodes that the outputs are made of, in the order of the file.
    private ImmutableArray<NodeProto> Needed()
    {
        if (_graph.Node.Count > MostNodes)
        {
            throw new InputException(_path, FormattableString.Invariant($"has {_graph.Node.Count} nodes; allowed are {MostNodes}"));
        }

        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int index = 0; index < _graph.Node.Count; index++)
        {
            foreach (string name in _graph.Node[index].Output.Where(name => name.Length > 0))
            {
                if (!makers.TryAdd(name, index))
                {
                    _faults.Add("graph", $"has two nodes that give '{Quoted.Short(name)}'");
                }
            }
        }

        var needed = new SortedSet<int>();
        var open = new Stack<string>(_graph.Output.Select(output => output.Name));
        while (open.TryPop(out string? name))
        {
            if (makers.TryGetValue(name, out int index) && needed.Add(index))
            {
                foreach (string input in _graph.Node[index].Input)
                {
                    open.Push(input);
                }
            }
        }

        return [.. needed.Select(index => _graph.Node[index])];
    }

    private void ReadInput(ImmutableArray<int>? given)
    {
        ValueInfoProto[] inputs = [.. _graph.Input.Where(input => !_initializers.ContainsKey(input.Name) && _uses.ContainsKey(input.Name))];
        if (inputs.Length != 1)
        {
            string names = inputs.Length == 0 ? "no input"
                : $"{inputs.Length} inputs ({string.Join(", ", inputs.Take(8).Select(input => Quoted.Short(input.Name)))})";
            _faults.Add("graph", $"has {names} that its outputs depend on; a network here has one");
        }

        foreach (ValueInfoProto input in inputs)
        {
            _values[input.Name] = OnnxValue.Unknown.Instance;
            try
            {
                DraftMap map = NetworkDraft.Input(Extents(input, inputs.Length == 1 ? given : null));
                _values[input.Name] = new OnnxValue.Map(_uses[input.Name] > 1 ? map.Shared() : map);
            }
            catch (ImportFault fault)
            {
                _faults.Add($"input '{Quoted.Short(input.Name)}'", fault.Message);
            }
        }
    }

    private static ImmutableArray<int> Extents(ValueInfoProto input, ImmutableArray<int>? given)
    {
        TypeProto.Types.Tensor? type = input.Type?.TensorType;
        if (type is null || (DataType)type.ElemType is not (DataType.Float or DataType.Float16 or DataType.Double or DataType.Bfloat16))
        {
            throw new ImportFault("is no tensor of real numbers");
        }

        if (type.Shape is null)
        {
            return given ?? throw new ImportFault("has no shape; say it by --input, without the batch (--input 3,32,32)");
        }

        Dimension[] extents = [.. type.Shape.Dim.Skip(1)];
        string text = "[" + string.Join(", ", type.Shape.Dim.Take(8).Select(Text)) + "]";
        if (extents.Length == 0)
        {
            throw new ImportFault($"has the shape {text}; the first axis is the batch, and at least one follows");
        }

        if (given is { } shape)
        {
            bool fits = shape.Length == extents.Length
                && extents.Zip(shape, (extent, value) => !extent.HasDimValue || extent.DimValue == value).All(same => same);
            return fits ? shape : throw new ImportFault($"has the shape {text}, the batch first; --input says {MapShape.Text(shape)}");
        }

        return extents.All(extent => extent.HasDimValue && extent.DimValue is > 0 and <= int.MaxValue)
            ? [.. extents.Select(extent => (int)extent.DimValue)]
            : throw new ImportFault($"has the shape {text}, which leaves extents open; say them by --input, without the batch (--input "
                + "3,32,32)");
    }

    private static string Text(Dimension extent) => extent.HasDimValue ? extent.DimValue.ToString(CultureInfo.InvariantCulture)
        : extent.HasDimParam && extent.DimParam.Length > 0 ? Quoted.Short(extent.DimParam) : "?";

    private void Apply(OnnxNode node, OnnxContext context)
    {
        OnnxValue result = OnnxValue.Unknown.Instance;
        try
        {
            bool isBlocked = node.Inputs.Any(name => name.Length > 0 && Find(name) is OnnxValue.Unknown);
            result = isBlocked && OnnxOperators.IsKnown(node.Operator) ? result
                : isBlocked ? throw OnnxOperators.Unknown(node, context.IsLast(node))
                : Computed(node, context);
        }
        catch (ImportFault fault)
        {
            _faults.Add(node.Title, node.ShownOperator, fault.Message);
        }

        for (int output = 0; output < node.Outputs.Count; output++)
        {
            string name = node.Outputs[output];
            if (name.Length > 0)
            {
                _values[name] = output > 0 ? OnnxValue.Unknown.Instance
                    : result is OnnxValue.Map map && _uses.GetValueOrDefault(name) > 1 ? new OnnxValue.Map(map.Value.Shared()) : result;
            }
        }
    }

    private OnnxValue Computed(OnnxNode node, OnnxContext context)
    {
        if (node.Outputs.Count == 0)
        {
            throw new ImportFault("gives nothing");
        }

        if (node.Operator is "Constant" or "RandomNormal")
        {
            return new OnnxValue.Constant(node.Operator == "Constant" ? ShapeArithmetic.Constant(node, context)
                : DrawnConstants.Normal(node));
        }

        bool isConstant = node.Inputs.Any(name => name.Length > 0)
            && node.Inputs.All(name => name.Length == 0 || Find(name) is OnnxValue.Constant);
        return isConstant
            ? Once(node, ShapeArithmetic.Of(node, context)
                ?? throw new ImportFault("works on constants alone; fold constants before exporting"))
            : OnnxOperators.Of(node, context);
    }

    // What is drawn once for two places is the same in both; weights are drawn apart.
    private OnnxValue.Constant Once(OnnxNode node, NamedTensor tensor) =>
        tensor.Sigma is null || _uses.GetValueOrDefault(node.Outputs[0]) <= 1
        ? new OnnxValue.Constant(tensor)
        : throw new ImportFault("is drawn once and taken more than once; every weight is drawn by itself here");

    private DraftMap? Last()
    {
        if (_graph.Output.Count != 1)
        {
            string names = string.Join(", ", _graph.Output.Take(8).Select(output => Quoted.Short(output.Name)));
            _faults.Add("graph", $"has {_graph.Output.Count} outputs ({names}); export it with the one that is wanted");
            return null;
        }

        switch (Find(_graph.Output[0].Name))
        {
            case OnnxValue.Map { Value: { Node: >= 0, Order: null, Unit: 1 } map }:
                return map;
            case OnnxValue.Map { Value.Unit: not 1 and var bound }:
                string clip = string.Create(CultureInfo.InvariantCulture, $"clipped to {bound}");
                _faults.Add("graph", $"has an output that is {clip}; at the end a clip to 1 or a Relu can stand");
                return null;
            case OnnxValue.Map { Value.Order: not null }:
                _faults.Add("graph", "has an output that is transposed at the end, after all layers; leave the Transpose out");
                return null;
            case OnnxValue.Unknown:
                return null;
            default:
                _faults.Add("graph", $"has an output '{Quoted.Short(_graph.Output[0].Name)}' that no node makes of the input");
                return null;
        }
    }

    private OnnxValue? Find(string name)
    {
        if (!_values.TryGetValue(name, out OnnxValue? value) && Initializer(name) is { } tensor)
        {
            value = new OnnxValue.Constant(tensor);
            _values[name] = value;
        }

        return value;
    }



    private NamedTensor? Initializer(string name) =>
        _initializers.TryGetValue(name, out TensorProto? tensor) ? _tensors.Read(name, tensor) : null;
}
