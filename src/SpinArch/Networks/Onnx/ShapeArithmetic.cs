using System.Collections.Immutable;
using global::Onnx;
using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>
/// What exporters compute with constants and shapes beside the network: weights under other extents, and the shape that a Reshape is to
/// give, put together from the shape that came.
/// </summary>
internal static class ShapeArithmetic
{
    /// <summary>Stands for the number of inputs in a batch, which no file knows.</summary>
    public const long Batch = long.MinValue;

    /// <summary>A constant that the graph itself gives.</summary>
    public static NamedTensor Constant(OnnxNode node, OnnxContext context)
    {
        string name = node.Outputs[0];
        if (node.Tensor("value") is { } tensor)
        {
            return context.Tensors.Read(name, tensor);
        }

        if (node.Has("value_float"))
        {
            return new NamedTensor { Name = name, Extents = [], Reals = [node.Real("value_float", 0)] };
        }

        if (node.Has("value_int"))
        {
            return new NamedTensor { Name = name, Extents = [], Integers = [node.Integer("value_int", 0)] };
        }

        return node.Reals("value_floats") is { } reals ? new NamedTensor { Name = name, Extents = [reals.Length], Reals = [.. reals] }
            : node.Integers("value_ints") is { } whole ? new NamedTensor { Name = name, Extents = [whole.Length], Integers = [.. whole] }
            : throw new ImportFault("gives a constant that is no dense tensor of numbers");
    }

    /// <summary>The shape of a map, the batch first.</summary>
    public static NamedTensor Shape(OnnxNode node, OnnxContext context)
    {
        DraftMap input = context.Map(node, 0);
        long[] shape = [Batch, .. input.Extents.Select(extent => (long)extent)];
        int start = End(node.Integer("start", 0), shape.Length);
        int end = End(node.Integer("end", shape.Length), shape.Length);
        long[] part = start < end ? shape[start..end] : [];
        return new NamedTensor { Name = node.Outputs[0], Extents = [part.Length], Integers = part };
    }

    /// <summary>An operator over constants alone; null where it is none that is computed here.</summary>
    public static NamedTensor? Of(OnnxNode node, OnnxContext context)
    {
        string name = node.Outputs[0];
        return node.Operator switch
        {
            "Identity" => context.Needed(node, 0) with { Name = name },
            "Cast" => Cast(name, context.Needed(node, 0), node.Integer("to", 0)),
            "Transpose" => Transposed(node, context.Needed(node, 0)),
            "Reshape" => context.Needed(node, 0).Reshaped(name, Extents(context.Needed(node, 0), Wanted(node, context))),
            "Squeeze" or "Unsqueeze" => Axes(node, context, context.Needed(node, 0)),
            "Concat" => Joined(name, [.. node.Inputs.Select((_, input) => context.Needed(node, input))]),
            "Gather" => Gathered(name, context.Needed(node, 0), context.Needed(node, 1)),
            "Slice" => Sliced(node, context),
            _ => DrawnConstants.Of(node, context),
        };
    }

    private static long[] Wanted(OnnxNode node, OnnxContext context) =>
        node.Opset < 5 ? [.. node.Integers("shape") ?? []] : ShapeOperators.Whole(context.Needed(node, 1));

    private static ImmutableArray<int> Extents(NamedTensor tensor, long[] wanted)
    {
        long[] extents = [.. wanted.Select((extent, axis) => extent == 0 && axis < tensor.Extents.Length ? tensor.Extents[axis] : extent)];
        int open = Array.IndexOf(extents, -1);
        if (open >= 0)
        {
            long rest = extents.Where((_, axis) => axis != open).Aggregate(1L, (product, extent) => extent is > 0 and <= int.MaxValue
                && product <= int.MaxValue ? product * extent : 0);
            extents[open] = rest > 0 ? tensor.Count / rest : 0;
        }

        return extents.All(extent => extent is > 0 and <= int.MaxValue)
            ? [.. extents.Select(extent => (int)extent)]
            : throw new ImportFault($"reshapes '{tensor.Name}' to a shape that it has not");
    }

    private static NamedTensor Transposed(OnnxNode node, NamedTensor tensor)
    {
        ImmutableArray<long> axes = node.Integers("perm")
            ?? [.. Enumerable.Range(0, tensor.Extents.Length).Reverse().Select(axis => (long)axis)];
        return axes.All(axis => axis is >= 0 and < 16)
            ? tensor.Transposed(node.Outputs[0], [.. axes.Select(axis => (int)axis)])
            : throw new ImportFault("has a perm that is none");
    }

    private static NamedTensor Axes(OnnxNode node, OnnxContext context, NamedTensor tensor)
    {
        bool isAdded = node.Operator == "Unsqueeze";
        long[]? axes = node.Opset < 13 ? [.. node.Integers("axes") ?? []] : context.Constant(node, 1)?.Integers;
        if (!isAdded)
        {
            int rank = tensor.Extents.Length;
            HashSet<long>? gone = axes is { Length: > 0 } ? [.. axes.Select(axis => axis < 0 ? axis + rank : axis)] : null;
            ImmutableArray<int> left = [.. tensor.Extents.Where((extent, axis) => gone is null ? extent != 1 : !gone.Contains(axis))];
            return tensor.Reshaped(node.Outputs[0], left);
        }

        List<int> extents = [.. tensor.Extents];
        int after = extents.Count + (axes?.Length ?? 0);
        foreach (long axis in (axes ?? []).Select(axis => axis < 0 ? axis + after : axis).Order())
        {
            if (axis < 0 || axis > extents.Count)
            {
                throw new ImportFault("has axes that are none");
            }

            extents.Insert((int)axis, 1);
        }

        return tensor.Reshaped(node.Outputs[0], [.. extents]);
    }

    private static NamedTensor Joined(string name, NamedTensor[] parts)
    {
        bool isList = parts.All(part => part.Integers is not null && part.Extents.Length <= 1);
        long[] all = isList ? [.. parts.SelectMany(part => part.Integers!)]
            : throw new ImportFault("joins constants that are no lists of whole numbers");
        return new NamedTensor { Name = name, Extents = [all.Length], Integers = all };
    }

    private static NamedTensor Gathered(string name, NamedTensor list, NamedTensor places)
    {
        if (list.Integers is not { } values || list.Extents.Length != 1 || places.Integers is not { } at)
        {
            throw new ImportFault("picks from a constant that is no list of whole numbers");
        }

        long[] picked = [.. at.Select(place => End(place, values.Length) is var index && index < values.Length && place >= -values.Length
            ? values[index]
            : throw new ImportFault($"picks element {place} of {values.Length}"))];
        return new NamedTensor { Name = name, Extents = places.Extents, Integers = picked };
    }

    private static NamedTensor Sliced(OnnxNode node, OnnxContext context)
    {
        NamedTensor list = context.Needed(node, 0);
        bool isOld = node.Opset < 10;
        long[]? starts = isOld ? [.. node.Integers("starts") ?? []] : context.Needed(node, 1).Integers;
        long[]? ends = isOld ? [.. node.Integers("ends") ?? []] : context.Needed(node, 2).Integers;
        long step = isOld ? 1 : context.Constant(node, 4)?.Integers is { Length: 1 } steps ? steps[0] : 1;
        if (list.Integers is not { } values || list.Extents.Length != 1 || starts is not { Length: 1 } || ends is not { Length: 1 }
            || step != 1)
        {
            throw new ImportFault("takes a part of a constant that is no list of whole numbers, or not one after another");
        }

        (int start, int end) = (End(starts[0], values.Length), End(ends[0], values.Length));
        long[] part = start < end ? values[start..end] : [];
        return new NamedTensor { Name = node.Outputs[0], Extents = [part.Length], Integers = part };
    }

    private static NamedTensor Cast(string name, NamedTensor tensor, long type) => type switch
    {
        (long)TensorProto.Types.DataType.Int64 or (long)TensorProto.Types.DataType.Int32 when tensor.Integers is not null =>
            tensor with { Name = name },
        (long)TensorProto.Types.DataType.Float or (long)TensorProto.Types.DataType.Double or (long)TensorProto.Types.DataType.Float16 =>
            tensor with { Name = name, Integers = null, Reals = tensor.Reals ?? [.. tensor.Integers!.Select(value => (double)value)] },
        _ => throw new ImportFault($"makes of '{tensor.Name}' a type that is not computed with"),
    };

    // An index from the end where it is negative, within the list.
    private static int End(long index, int length) => (int)Math.Clamp(index < 0 ? index + length : index, 0, length);
}
