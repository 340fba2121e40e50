using System.Collections.Immutable;
using System.Text.Json;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Networks;

/// <summary>
/// Reads the layers of a network file in order, and follows shapes from one to the next: a layer that does not fit what it takes is
/// refused, with what it expects and what it is given.
/// </summary>
internal sealed class NodeReader(TensorShape input, int inputDimensions)
{
    /// <summary>The most values of one map.</summary>
    public const int MaximumMap = 1 << 24;

    private const int MaximumExtent = 4096;
    private const double LeastRange = 1e-20;
    private const double LargestRange = 1e20;

    private static readonly string[] Common = ["name", "kind"];
    private static readonly string[] Weighted = ["from", "outputs", "activation", "range", "fanIn", "replicas"];
    private static readonly string[] Convolved = ["kernel", "stride", "padding", "dilation", "groups"];
    private static readonly string[] Pooled = ["from", "size", "stride", "padding"];

    private static readonly string[] AllKeys = [.. Common, .. Weighted, .. Convolved, "size", "countsPadding", "inputs"];

    private readonly ImmutableArray<NetworkNode>.Builder _nodes = ImmutableArray.CreateBuilder<NetworkNode>();
    private readonly ImmutableArray<NetworkLayer>.Builder _layers = ImmutableArray.CreateBuilder<NetworkLayer>();
    private readonly HashSet<int> _used = [];

    /// <summary>All layers read so far.</summary>
    public ImmutableArray<NetworkNode> Nodes => _nodes.ToImmutable();

    /// <summary>Those of them that have weights, without them.</summary>
    public ImmutableArray<NetworkLayer> Layers => _layers.ToImmutable();

    /// <summary>Reads the next layer.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="element">Its text.</param>
    /// <param name="isLast">Whether it is the file's last.</param>
    /// <exception cref="Files.InputException">It is wrong; the message says where.</exception>
    public void Read(JsonPlace place, JsonElement element, bool isLast)
    {
        string word = KindWord(place, element);
        NodeKind kind = NodeNames.KindOf(word)
            ?? throw place.At("kind").Fault($"is '{Quoted.Short(word)}', known are {string.Join(", ", NodeNames.Kinds)}");
        place.CheckKeys(element, KeysOf(kind, word));
        string name = Name(place, element, kind, word);
        NetworkNode node = kind switch
        {
            NodeKind.Dense => Dense(place, element, name, isLast),
            NodeKind.Conv2d => Convolution(place, element, name, isLast),
            NodeKind.MaxPool or NodeKind.AveragePool => Pool(place, element, name, kind, word == NodeNames.GlobalAveragePool),
            NodeKind.Flatten => Flatten(place, element, name),
            NodeKind.Add => Add(place, element, name),
            NodeKind.Concat => Concat(place, element, name),
        };
        if (node.Output.Count > MaximumMap)
        {
            throw place.Fault($"{Called(node)} gives {node.Output}: {node.Output.Count} values; allowed are {MaximumMap}");
        }

        _used.UnionWith(node.Sources);
        _nodes.Add(node);
        if (isLast)
        {
            CheckEnd(place, node);
        }
    }

    private static string KindWord(JsonPlace place, JsonElement element)
    {
        place.CheckKeys(element, AllKeys);
        return place.Text(element, "kind");
    }

    private static string[] KeysOf(NodeKind kind, string word) =>
    [
        .. Common,
        .. kind switch
        {
            NodeKind.Dense => Weighted,
            NodeKind.Conv2d => [.. Weighted, .. Convolved],
            NodeKind.MaxPool => Pooled,
            NodeKind.AveragePool => word == NodeNames.GlobalAveragePool ? ["from"] : [.. Pooled, "countsPadding"],
            NodeKind.Flatten => ["from"],
            NodeKind.Add => ["inputs", "activation", "range"],
            NodeKind.Concat => (string[])["inputs"],
        },
    ];

    // What has weights must be named, as its arrays are; others may be.
    private string Name(JsonPlace place, JsonElement element, NodeKind kind, string word)
    {
        bool isNamed = kind is NodeKind.Dense or NodeKind.Conv2d || element.TryGetProperty("name", out _);
        string name = isNamed ? place.Text(element, "name") : FormattableString.Invariant($"{word}{_nodes.Count}");
        if (name == NodeNames.Input)
        {
            throw place.At("name").Fault($"'{name}' is what the network's own input is called");
        }

        if (_nodes.Any(other => other.Name == name))
        {
            throw place.At("name").Fault($"'{name}' names an earlier layer too");
        }

        return name;
    }

    private NetworkNode Dense(JsonPlace place, JsonElement element, string name, bool isLast)
    {
        int source = From(place, element);
        TensorShape given = ShapeOf(source);
        if (source >= 0 && !given.IsVector)
        {
            throw place.Fault($"dense '{name}' expects a vector and is given {Given(source)}; put a flatten before it");
        }

        if (given.Count > NetworkReader.MaximumWidth)
        {
            throw place.Fault($"dense '{name}' expects at most {NetworkReader.MaximumWidth} values and is given {Given(source)}");
        }

        NetworkNode node = Weights(place, element, isLast, new NetworkNode
        {
            Name = name,
            Kind = NodeKind.Dense,
            Sources = [source],
            Output = new TensorShape(Outputs(place, element)),
            Window = given.Whole,
        });
        return node;
    }

    private NetworkNode Convolution(JsonPlace place, JsonElement element, string name, bool isLast)
    {
        int source = From(place, element);
        TensorShape given = Map(place, $"conv2d '{name}'", source);
        (int groups, int outputs) = (element.TryGetProperty("groups", out JsonElement all) ? place.At("groups").Count(all, MaximumExtent)
            : 1,
            Outputs(place, element));
        if (given.Channels % groups != 0 || outputs % groups != 0)
        {
            throw place.At("groups").Fault(
                $"is {groups}, which must divide the channels that conv2d '{name}' is given and its outputs: {Given(source)} and {outputs}");
        }

        (int kernelHeight, int kernelWidth) = Pair(place, element, "kernel", null, 1);
        (int strideY, int strideX) = Pair(place, element, "stride", (1, 1), 1);
        (int dilationY, int dilationX) = Pair(place, element, "dilation", (1, 1), 1);
        Window window = Padded(place, element, new Window
        {
            Channels = given.Channels,
            Height = given.Height,
            Width = given.Width,
            KernelHeight = kernelHeight,
            KernelWidth = kernelWidth,
            StrideY = strideY,
            StrideX = strideX,
            DilationY = dilationY,
            DilationX = dilationX,
        });
        CheckFits(place, $"conv2d '{name}'", source, window);
        if ((long)window.Rows / groups > NetworkReader.MaximumWidth)
        {
            throw place.At("kernel").Fault(
                $"makes a fan-in of {(long)window.Rows / groups} with {given.Channels / groups} channels; allowed are {NetworkReader.MaximumWidth}");
        }

        return Weights(place, element, isLast, new NetworkNode
        {
            Name = name,
            Kind = NodeKind.Conv2d,
            Sources = [source],
            Output = new TensorShape(outputs, window.OutHeight, window.OutWidth),
            Window = window,
            Groups = groups,
        });
    }

    private NetworkNode Pool(JsonPlace place, JsonElement element, string name, NodeKind kind, bool isGlobal)
    {
        int source = From(place, element);
        string called = $"{(isGlobal ? NodeNames.GlobalAveragePool : kind == NodeKind.MaxPool ? "maxPool" : "averagePool")} '{name}'";
        TensorShape given = Map(place, called, source);
        Window window = given.Whole;
        if (!isGlobal)
        {
            (int height, int width) = Pair(place, element, "size", null, 1);
            (int strideY, int strideX) = Pair(place, element, "stride", (height, width), 1);
            window = Padded(place, element,
                window with { KernelHeight = height, KernelWidth = width, StrideY = strideY, StrideX = strideX });
            CheckFits(place, called, source, window);
            if (Math.Max(window.PadTop, window.PadBottom) >= height || Math.Max(window.PadLeft, window.PadRight) >= width)
            {
                throw place.At("padding").Fault($"lets a window of {called} lie beside the map altogether; allowed is less than the size");
            }
        }

        return new NetworkNode
        {
            Name = name,
            Kind = kind,
            Sources = [source],
            Output = new TensorShape(given.Channels, window.OutHeight, window.OutWidth),
            Window = window,
            CountsPadding = element.TryGetProperty("countsPadding", out JsonElement counts) && place.At("countsPadding").Flag(counts),
        };
    }

    private NetworkNode Flatten(JsonPlace place, JsonElement element, string name)
    {
        int source = From(place, element);
        return new NetworkNode
        {
            Name = name,
            Kind = NodeKind.Flatten,
            Sources = [source],
            Output = new TensorShape(ShapeOf(source).Count)
        };
    }

    private NetworkNode Add(JsonPlace place, JsonElement element, string name)
    {
        ImmutableArray<int> sources = Inputs(place, element);
        foreach (int source in sources)
        {
            if (ShapeOf(source) != ShapeOf(sources[0]))
            {
                throw place.At("inputs").Fault(
                    $"of add '{name}' must have one shape: expected {Given(sources[0])}, given {Given(source)}");
            }
        }

        NodeActivation activation = element.TryGetProperty("activation", out _) ? ActivationOf(place, element) : NodeActivation.None;
        return new NetworkNode
        {
            Name = name,
            Kind = NodeKind.Add,
            Sources = sources,
            Output = ShapeOf(sources[0]),
            Activation = activation,
            Range = Range(place, element, activation, isLast: false),
        };
    }

    private NetworkNode Concat(JsonPlace place, JsonElement element, string name)
    {
        ImmutableArray<int> sources = Inputs(place, element);
        TensorShape first = ShapeOf(sources[0]);
        foreach (int source in sources)
        {
            TensorShape given = ShapeOf(source);
            if (given.Height != first.Height || given.Width != first.Width)
            {
                throw place.At("inputs").Fault(
                    $"of concat '{name}' must have the rows and columns of one another: expected {Given(sources[0])}, given {Given(source)}");
            }
        }

        long channels = sources.Sum(source => (long)ShapeOf(source).Channels);
        return channels <= MaximumMap
            ? new NetworkNode { Name = name, Kind = NodeKind.Concat, Sources = sources, Output = first with { Channels = (int)channels } }
            : throw place.At("inputs").Fault($"of concat '{name}' have {channels} channels together; allowed are {MaximumMap}");
    }

    // The layer's matrix beside the node: rows are the values of a window, and the bias where the weights file has one.
    private NetworkNode Weights(JsonPlace place, JsonElement element, bool isLast, NetworkNode node)
    {
        NodeActivation activation = ActivationOf(place, element);
        if (isLast && activation == NodeActivation.Sign)
        {
            throw place.At("activation").Fault(
                "is sign, which the last layer may not have: allowed there are saturatingLinear, relu and none");
        }

        foreach (NetworkLayer other in _layers)
        {
            if (NetworkWeights.Clash(other.Name, node.Name) is { } array)
            {
                throw place.At("name").Fault(
                    $"'{node.Name}' and '{other.Name}' are no names for two layers: an array '{array}' would belong to both");
            }
        }

        _layers.Add(new NetworkLayer
        {
            Name = node.Name,
            Inputs = node.Window!.Rows / node.Groups,
            Outputs = node.Output.Channels,
            Activation = NodeNames.Hardware(activation, isLast),
            Kernel = node.Kind == NodeKind.Conv2d ? (node.Window.KernelHeight, node.Window.KernelWidth) : null,
            Mean = [],
            Sigma = [],
            HasBias = false,
            FanIn = element.TryGetProperty("fanIn", out _) ? FanIn(place, place.Text(element, "fanIn")) : null,
            Replicas = element.TryGetProperty("replicas", out JsonElement replicas)
                ? place.At("replicas").Count(replicas, MappingSpec.MostReplicas) : null,
        });
        return node with
        {
            Activation = activation,
            Range = Range(place, element, activation, isLast),
            Layer = _layers.Count - 1,
        };
    }

    private void CheckEnd(JsonPlace place, NetworkNode last)
    {
        NetworkNode given = last;
        while (given.Kind == NodeKind.Flatten && given.Sources[0] >= 0)
        {
            given = _nodes[given.Sources[0]];
        }

        if (!given.Output.IsVector || given.Kind is NodeKind.Concat or NodeKind.Flatten)
        {
            throw place.Fault($"{Called(last)} is the last layer and gives {(given.Output.IsVector ? "channels of several layers" : given.Output)}: "
                + "the last must be dense, or a conv2d, pool or add of one position");
        }

        if (_layers.Count == 0)
        {
            throw place.Fault($"{Called(last)} is the last layer, and none is dense or conv2d: there are no weights");
        }

        for (int node = 0; node < _nodes.Count - 1; node++)
        {
            if (!_used.Contains(node))
            {
                throw place.Fault($"is the last layer, and nothing takes what {Called(_nodes[node])} gives; name it in \"from\" or \"inputs\", or leave it out");
            }
        }
    }

    private static int Outputs(JsonPlace place, JsonElement element) =>
        place.At("outputs").Count(place.Member(element, "outputs", JsonValueKind.Number), NetworkReader.MaximumWidth);

    private static NodeActivation ActivationOf(JsonPlace place, JsonElement element)
    {
        string text = place.Text(element, "activation");
        return NodeNames.ActivationOf(text)
            ?? throw place.At("activation").Fault($"is '{Quoted.Short(text)}', known are {string.Join(", ", NodeNames.Activations[..^1])} and {NodeNames.Activations[^1]}");
    }

    private static double? Range(JsonPlace place, JsonElement element, NodeActivation activation, bool isLast)
    {
        if (!element.TryGetProperty("range", out JsonElement range))
        {
            return null;
        }

        bool has = activation == NodeActivation.Relu || (activation == NodeActivation.None && !isLast);
        return has ? place.At("range").Number(range, LeastRange, LargestRange)
            : throw place.At("range").Fault(activation == NodeActivation.None
                ? "is for relu, and for none before other layers; the last layer's sums have none"
                : "is for relu, and for none before other layers; saturatingLinear and sign reach to 1");
    }

    private static FanInKind FanIn(JsonPlace place, string name) =>
        FanInNames.Find(name) ?? throw place.At("fanIn").Fault($"is '{name}', known are {string.Join(", ", FanInNames.All)}");

    private int From(JsonPlace place, JsonElement element) =>
        element.TryGetProperty("from", out _) ? Find(place.At("from"), place.Text(element, "from")) : _nodes.Count - 1;

    private ImmutableArray<int> Inputs(JsonPlace place, JsonElement element)
    {
        JsonElement list = place.Member(element, "inputs", JsonValueKind.Array);
        int count = list.GetArrayLength();
        if (count is < 2 or > NetworkReader.MaximumLayers)
        {
            throw place.At("inputs").Fault($"has {count} names, allowed are 2 to {NetworkReader.MaximumLayers}");
        }

        var sources = ImmutableArray.CreateBuilder<int>(count);
        foreach (JsonElement name in list.EnumerateArray())
        {
            JsonPlace here = place.At($"inputs[{sources.Count}]");
            sources.Add(name.ValueKind == JsonValueKind.String
                ? Find(here, name.GetString()!) : throw here.Fault("is not a text, the name of an earlier layer"));
        }

        return sources.MoveToImmutable();
    }

    private int Find(JsonPlace place, string name)
    {
        if (name == NodeNames.Input)
        {
            return -1;
        }

        for (int node = 0; node < _nodes.Count; node++)
        {
            if (_nodes[node].Name == name)
            {
                return node;
            }
        }

        string nearest = NearestName.Of(name, [NodeNames.Input, .. _nodes.Select(node => node.Name)]) is { } other
            ? $"; did you mean '{other}'?" : "";
        throw place.Fault($"is '{Quoted.Short(name)}', which is no earlier layer and not \"input\"{nearest}");
    }

    private TensorShape ShapeOf(int node) => node < 0 ? input : _nodes[node].Output;

    // What is convolved or pooled has rows and columns: an input of one or two dimensions has not said which they are.
    private TensorShape Map(JsonPlace place, string called, int source) => source >= 0 || inputDimensions == 3
        ? ShapeOf(source)
        : throw place.Fault($"{called} expects a map [channels, rows, columns] and is given the network's input, whose shape has {inputDimensions} dimension{(inputDimensions > 1 ? "s" : "")}");

    private string Given(int source) =>
        source < 0 ? $"{input} by the network's input" : $"{_nodes[source].Output} by {Called(_nodes[source])}";

    private static string Called(NetworkNode node) => $"'{node.Name}'";

    private void CheckFits(JsonPlace place, string called, int source, Window window)
    {
        if (window.OutHeight < 1 || window.OutWidth < 1)
        {
            throw place.Fault($"{called} expects a map of at least {window.ReachY - window.PadTop - window.PadBottom} rows and "
                + $"{window.ReachX - window.PadLeft - window.PadRight} columns, and is given {Given(source)}");
        }
    }

    private static (int Y, int X) Pair(JsonPlace place, JsonElement element, string key, (int Y, int X)? otherwise, int least)
    {
        if (otherwise is { } pair && !element.TryGetProperty(key, out _))
        {
            return pair;
        }

        int[] values = Whole(place.At(key), place.Member(element, key, JsonValueKind.Array), least);
        return values.Length == 2 ? (values[0], values[1])
            : throw place.At(key).Fault($"has {values.Length} numbers, allowed are 2: rows and columns");
    }

    private static Window Padded(JsonPlace place, JsonElement element, Window window)
    {
        if (!element.TryGetProperty("padding", out _))
        {
            return window;
        }

        int[] pads = Whole(place.At("padding"), place.Member(element, "padding", JsonValueKind.Array), 0);
        return pads.Length switch
        {
            2 => window with { PadTop = pads[0], PadLeft = pads[1], PadBottom = pads[0], PadRight = pads[1] },
            4 => window with { PadTop = pads[0], PadLeft = pads[1], PadBottom = pads[2], PadRight = pads[3] },
            _ => throw place.At("padding").Fault($"has {pads.Length} numbers, allowed are 2 (rows, columns) or 4 (top, left, bottom, right)"),
        };
    }

    private static int[] Whole(JsonPlace place, JsonElement list, int least)
    {
        int at = 0;
        return [.. list.EnumerateArray().Select(element => place.At($"[{at++}]").Whole(element, least, MaximumExtent))];
    }
}
