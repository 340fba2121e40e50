using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>
/// A network being put together from someone else's description of it. What has no place in a chip of its own is taken into what has: batch
/// normalisations into weights, activations into the nodes before them, transpositions into the order of rows.
/// </summary>
internal sealed class NetworkDraft
{
    private const int MostValues = 1 << 28;

    private readonly List<ImportedNode> _nodes = [];
    private MapShape? _input;
    private bool _isInputMap;

    /// <summary>The nodes so far, each after those that feed it.</summary>
    public IReadOnlyList<ImportedNode> Nodes => _nodes;

    /// <summary>
    /// The extents of an input as the network file says them: of a map three, of a row one; none before something took it.
    /// </summary>
    public ImmutableArray<int> InputExtents => _input is not { } shape ? []
        : _isInputMap ? [shape.Channels, shape.Height, shape.Width] : [shape.Channels];

    /// <summary>The network's input.</summary>
    /// <param name="extents">Its extents without the batch.</param>
    public static DraftMap Input(ImmutableArray<int> extents)
    {
        Check(extents);
        return new DraftMap { Node = ImportedNode.NetworkInput, Extents = extents };
    }

    /// <summary>A dense layer over a row.</summary>
    /// <param name="name">A name that is wished for.</param>
    /// <param name="input">What it reads, one value an input.</param>
    /// <param name="weights">Its weights, for inputs in the order of <paramref name="input"/>.</param>
    public DraftMap Dense(string name, DraftMap input, ImportedWeights weights)
    {
        if (weights.Rows != input.Count)
        {
            throw new ImportFault($"has weights for {weights.Rows} inputs and gets {input.Count}, {MapShape.Text(input.Extents)}");
        }

        return Weighted(new ImportedNode
        {
            Name = name,
            Kind = ImportedKind.Dense,
            Inputs = [AsRow(input)],
            Shape = new MapShape(weights.Outputs, 1, 1),
            Weights = (input.Order is null ? weights : weights.WithInputs(input.Order)).WithUnit(input.Unit),
        });
    }

    /// <summary>A convolution.</summary>
    /// <param name="name">A name that is wished for.</param>
    /// <param name="input">The map that it reads.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="window">Its window.</param>
    public DraftMap Convolution(string name, DraftMap input, ImportedWeights weights, ImportedWindow window)
    {
        (int node, MapShape map) = AsMap(input);
        long rows = (long)map.Channels / window.Groups * window.Size.Y * window.Size.X;
        if (map.Channels % window.Groups != 0 || weights.Outputs % window.Groups != 0 || rows != weights.Rows)
        {
            throw new ImportFault(
                $"has weights for a fan-in of {weights.Rows}, {window.Size.Y} x {window.Size.X} of them a channel, and {window.Groups} "
                    + $"groups; it gets the map {map}");
        }

        return ReadAs(input, Weighted(new ImportedNode
        {
            Name = name,
            Kind = ImportedKind.Conv2d,
            Inputs = [node],
            Shape = window.Over(map, weights.Outputs),
            Weights = weights.WithUnit(input.Unit),
            Window = window,
        }));
    }

    /// <summary>A pool.</summary>
    /// <param name="name">A name that is wished for.</param>
    /// <param name="kind">Which.</param>
    /// <param name="input">The map that it reads.</param>
    /// <param name="window">Its window; null for all of the map.</param>
    public DraftMap Pool(string name, ImportedKind kind, DraftMap input, ImportedWindow? window)
    {
        (int node, MapShape map) = AsMap(input);
        window ??= new ImportedWindow { Size = (map.Height, map.Width), Stride = (map.Height, map.Width) };
        if (kind == ImportedKind.AveragePool && window.Size == (map.Height, map.Width) && !window.IsPadded)
        {
            kind = ImportedKind.GlobalAveragePool;
        }

        DraftMap pooled = ReadAs(input, Added(new ImportedNode
        {
            Name = name,
            Kind = kind,
            Inputs = [node],
            Shape = window.Over(map, map.Channels),
            Window = kind == ImportedKind.GlobalAveragePool ? null : window,
        }));

        // Every activation that there is grows with its input: the largest of activated values is the activated largest.
        return pooled with { Activatable = kind == ImportedKind.MaxPool ? input.Activatable : [], Unit = input.Unit };
    }

    /// <summary>The sum of two maps.</summary>
    public DraftMap Sum(string name, DraftMap first, DraftMap second)
    {
        if (!first.Extents.SequenceEqual(second.Extents))
        {
            throw new ImportFault($"adds {MapShape.Text(first.Extents)} and {MapShape.Text(second.Extents)}; both must have one shape");
        }

        double unit = CommonUnit([first, second]);
        (int one, int two, MapShape shape) = Pair(first, second);
        DraftMap sum = Added(new ImportedNode { Name = name, Kind = ImportedKind.Add, Inputs = [one, two], Shape = shape });
        return sum with { Extents = first.Extents, Order = first.Order, Activatable = [sum.Node], Unit = unit };
    }

    /// <summary>Channels of several maps one after another.</summary>
    public DraftMap Concatenation(string name, IReadOnlyList<DraftMap> inputs)
    {
        bool isRow = inputs.All(input => input.Extents.Length == 1);
        (int Node, MapShape Map)[] maps = [.. inputs.Select(input => isRow ? (Node: InOrder(input, AsRow), new MapShape(input.Count, 1, 1))
            : AsMap(input))];
        if (maps.Any(map => map.Map.Height != maps[0].Map.Height || map.Map.Width != maps[0].Map.Width))
        {
            throw new ImportFault($"joins maps of other sizes: {string.Join(", ", maps.Select(map => map.Map))}");
        }

        double unit = CommonUnit(inputs);
        MapShape shape = maps[0].Map with { Channels = maps.Sum(map => map.Map.Channels) };
        DraftMap joined = Added(new ImportedNode
        {
            Name = name,
            Kind = ImportedKind.Concat,
            Inputs = [.. maps.Select(map => map.Node)],
            Shape = shape
        });
        return joined with
        {
            Extents = inputs[0].Extents.SetItem(0, shape.Channels),
            Unit = unit,
            Activatable = inputs.All(input => !input.Activatable.IsEmpty) ? [.. inputs.SelectMany(input => input.Activatable)] : [],
        };
    }

    /// <summary>Takes a factor and a shift of every channel into the weights before.</summary>
    /// <param name="input">What is scaled.</param>
    /// <param name="scale">A factor a channel; one number is meant for all.</param>
    /// <param name="shift">What is added to a channel, likewise.</param>
    public DraftMap Scaled(DraftMap input, double[] scale, WeightPair shift)
    {
        if (input.Scalable is not { } index)
        {
            throw new ImportFault("does not follow a Conv, Gemm or MatMul directly whose result nothing else takes, so there are no "
                + "weights to fold it into");
        }

        ImportedNode node = _nodes[index];
        int outputs = node.Weights!.Outputs;
        if (input.Extents[0] != outputs || input.Order is not null)
        {
            throw new ImportFault($"scales {MapShape.Text(input.Extents)}, whose first extent is not the {outputs} outputs of the weights "
                + "before it");
        }

        double[] factors = scale.Length == 1 ? [.. Enumerable.Repeat(scale[0], outputs)] : scale;
        WeightPair added = shift.Mean.Length == 1 ? new WeightPair([.. Enumerable.Repeat(shift.Mean[0], outputs)], Spread(shift, outputs))
            : shift;
        if (factors.Length != outputs || added.Mean.Length != outputs)
        {
            throw new ImportFault($"has {Math.Max(factors.Length, added.Mean.Length)} values for {outputs} channels");
        }

        _nodes[index] = node with { Weights = node.Weights.Followed(factors, added) };
        return input;
    }

    /// <summary>Lets an activation follow.</summary>
    /// <param name="input">What it works on.</param>
    /// <param name="activation">Which.</param>
    /// <param name="bound">Where a saturating linear ends, in the unit of the file.</param>
    public DraftMap Activated(DraftMap input, ImportedActivation activation, double bound = 1)
    {
        if (input.Activatable.IsEmpty)
        {
            ImportedActivation before = input.Node >= 0 ? _nodes[input.Node].Activation : default;
            return IsIdentityAfter(before.Function, input.Unit, activation.Function, bound)
                ? input
                : throw new ImportFault(
                    "follows nothing that can carry it: the node before it has an activation, or its result is wanted without one as well");
        }

        bool isBounded = activation.Function == ImportedFunction.SaturatingLinear;
        double factor = isBounded ? input.Unit / bound : 1;
        if (factor != 1 && input.Activatable.Any(index => _nodes[index].Weights is null))
        {
            throw new ImportFault(
                FormattableString.Invariant($"clips a sum of maps to {bound}, for which no weights can be scaled; Relu can replace it"));
        }

        foreach (int index in input.Activatable)
        {
            ImportedNode node = _nodes[index];
            _nodes[index] = node with { Activation = activation, Weights = factor == 1 ? node.Weights : node.Weights!.Times(factor) };
        }

        return input.Shared() with
        {
            Unit = activation.Function switch
            {
                ImportedFunction.SaturatingLinear => bound,
                ImportedFunction.Sign => 1,
                ImportedFunction.Relu or ImportedFunction.None => input.Unit,
            },
        };
    }

    /// <summary>The same elements under other extents.</summary>
    public static DraftMap Reshaped(DraftMap input, ImmutableArray<int> extents)
    {
        Check(extents);
        return extents.Aggregate(1L, (count, extent) => count * extent) == input.Count
            ? input with { Extents = extents, Scalable = extents[0] == input.Extents[0] ? input.Scalable : null }
            : throw new ImportFault($"makes {MapShape.Text(extents)} of {MapShape.Text(input.Extents)}, which has another number of "
                + "values");
    }

    /// <summary>Extents in another order.</summary>
    /// <param name="input">What is transposed.</param>
    /// <param name="axes">Of each new extent, which it was.</param>
    public static DraftMap Transposed(DraftMap input, ImmutableArray<int> axes)
    {
        int[] order = TransposedOrder.Of(input.Extents, axes);
        int[] composed = input.Order is { } before ? [.. order.Select(place => before[place])] : order;
        bool isSame = composed.Select((place, at) => place == at).All(same => same);
        return input with
        {
            Extents = [.. axes.Select(axis => input.Extents[axis])],
            Order = isSame ? null : composed,
            Scalable = isSame && input.Extents[axes[0]] == input.Extents[0] ? input.Scalable : null,
        };
    }

    // Whether a second activation changes nothing of what a first gives.
    private static bool IsIdentityAfter(ImportedFunction first, double unit, ImportedFunction second, double bound) =>
        (first, second) switch
        {
            (_, ImportedFunction.None) => true,
            (ImportedFunction.Relu or ImportedFunction.SaturatingLinear, ImportedFunction.Relu) => true,
            (ImportedFunction.SaturatingLinear, ImportedFunction.SaturatingLinear) => bound >= unit,
            (ImportedFunction.Sign, ImportedFunction.Sign) => true,
            _ => false,
        };

    // Maps that are joined must have one unit; weights that nothing followed yet can be scaled to another's.
    private double CommonUnit(IReadOnlyList<DraftMap> maps)
    {
        DraftMap? settled = maps.FirstOrDefault(map => map.Scalable is null);
        double unit = (settled ?? maps[0]).Unit;
        foreach (DraftMap map in maps.Where(map => map.Unit != unit))
        {
            if (map.Scalable is not { } index)
            {
                throw new ImportFault(FormattableString.Invariant(
                    $"joins maps that are clipped to different bounds, {unit} and {map.Unit}; clip them alike, or use Relu"));
            }

            _nodes[index] = _nodes[index] with { Weights = _nodes[index].Weights!.Times(map.Unit / unit) };
        }

        return unit;
    }

    private static double[]? Spread(WeightPair shift, int outputs) => shift.Sigma is null
        ? null
        : throw new ImportFault($"adds one drawn value to {outputs} channels, which would then be drawn together; give a value a channel");

    // A map of one row stays one where it came as channels and columns.
    private static DraftMap ReadAs(DraftMap input, DraftMap map) => input.Extents.Length == 2
        ? map with { Extents = [map.Extents[0], map.Extents[^1]] }
        : map;

    private DraftMap Weighted(ImportedNode node)
    {
        DraftMap map = Added(node);
        return map with { Scalable = map.Node, Activatable = [map.Node] };
    }

    private DraftMap Added(ImportedNode node)
    {
        ImmutableArray<int> extents = node.Kind is ImportedKind.Dense or ImportedKind.Flatten
            ? [node.Shape.Channels]
            : [node.Shape.Channels, node.Shape.Height, node.Shape.Width];
        Check(extents);
        _nodes.Add(node);
        return new DraftMap { Node = _nodes.Count - 1, Extents = extents };
    }

    private (int One, int Two, MapShape Shape) Pair(DraftMap first, DraftMap second)
    {
        MapShape? one = first.Node < 0 ? _input : _nodes[first.Node].Shape;
        MapShape? two = second.Node < 0 ? _input : _nodes[second.Node].Shape;
        bool isSameOrder = first.Order is null ? second.Order is null : second.Order is not null && first.Order.SequenceEqual(second.Order);
        if (one is { } shape && one == two && isSameOrder)
        {
            return (first.Node, second.Node, shape);
        }

        if (first.Extents.Length == 1)
        {
            return (InOrder(first, AsRow), InOrder(second, AsRow), new MapShape(first.Count, 1, 1));
        }

        (int left, MapShape map) = AsMap(first);
        return (left, AsMap(second).Node, map);
    }

    private static int InOrder(DraftMap input, Func<DraftMap, int> node) => input.Order is null
        ? node(input)
        : throw new ImportFault("takes a transposed map, which only a Gemm or MatMul can take into the order of its weights");

    // The node whose map is read as one row; a map is flattened once, however many read it.
    private int AsRow(DraftMap input)
    {
        if (input.Node < 0)
        {
            Settle(new MapShape(input.Count, 1, 1), isMap: false);
            return input.Node;
        }

        if (_nodes[input.Node].Shape.IsRow)
        {
            return input.Node;
        }

        int known = _nodes.FindIndex(node => node.Kind == ImportedKind.Flatten && node.Inputs[0] == input.Node);
        return known >= 0 ? known : Added(new ImportedNode
        {
            Name = _nodes[input.Node].Name + "_flat",
            Kind = ImportedKind.Flatten,
            Inputs = [input.Node],
            Shape = new MapShape(input.Count, 1, 1),
        }).Node;
    }

    private (int Node, MapShape Map) AsMap(DraftMap input)
    {
        var shape = MapShape.Of(input.Extents);
        _ = InOrder(input, _ => 0);
        if (input.Node < 0)
        {
            Settle(shape, isMap: true);
            return (input.Node, shape);
        }

        MapShape given = _nodes[input.Node].Shape;
        return given == shape
            ? (input.Node, shape)
            : throw new ImportFault($"reads the map {given} as {MapShape.Text(input.Extents)}; between layers only a map as it is or one "
                + "flat row is read");
    }

    // A row and a map of the same values are the same bytes: the map says more.
    private void Settle(MapShape shape, bool isMap)
    {
        if (isMap && _isInputMap && _input != shape)
        {
            throw new ImportFault($"reads the input as {shape}, and another node reads it as {_input}");
        }

        if (isMap || _input is null)
        {
            _input = shape;
            _isInputMap |= isMap;
        }
    }

    private static void Check(ImmutableArray<int> extents)
    {
        long count = 1;
        foreach (int extent in extents)
        {
            count *= extent is > 0 and <= MostValues ? extent : 0;
            if (count is 0 or > MostValues)
            {
                throw new ImportFault($"has the shape {MapShape.Text(extents)}; allowed are extents from 1 on and {MostValues} values "
                    + "together");
            }
        }
    }
}
