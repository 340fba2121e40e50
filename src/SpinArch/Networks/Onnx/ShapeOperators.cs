using System.Collections.Immutable;
using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>
/// What moves no value: other extents and other orders of the same map. The first axis of a file is the batch, which a chip has not.
/// </summary>
internal static class ShapeOperators
{
    /// <summary><c>Flatten</c> of all but the batch.</summary>
    public static DraftMap Flatten(OnnxNode node, OnnxContext context)
    {
        DraftMap input = context.Map(node, 0);
        long axis = node.Integer("axis", 1);
        axis = axis < 0 ? axis + input.Extents.Length + 1 : axis;
        return axis == 1
            ? NetworkDraft.Reshaped(input, [input.Count])
            : throw new ImportFault($"has axis {node.Integer("axis", 1)}; flattened is all but the batch, axis 1");
    }

    /// <summary><c>Reshape</c> that leaves the batch alone.</summary>
    public static DraftMap Reshape(OnnxNode node, OnnxContext context)
    {
        DraftMap input = context.Map(node, 0);
        ImmutableArray<long> wanted = node.Opset < 5 ? node.Integers("shape") ?? [] : [.. Whole(context.Needed(node, 1))];
        return NetworkDraft.Reshaped(input, Resolved(input, wanted, copiesZeros: node.Integer("allowzero", 0) == 0));
    }

    /// <summary><c>Transpose</c> that leaves the batch alone.</summary>
    public static DraftMap Transpose(OnnxNode node, OnnxContext context)
    {
        DraftMap input = context.Map(node, 0);
        int rank = input.Extents.Length + 1;
        ImmutableArray<long> axes = node.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        return axes.Length == rank && axes[0] == 0 && axes.All(axis => axis >= 0 && axis < rank)
            ? NetworkDraft.Transposed(input, [.. axes.Skip(1).Select(axis => (int)axis - 1)])
            : throw new ImportFault($"has perm [{string.Join(", ", axes.Take(8))}] on {rank} axes; the batch, axis 0, must stay first");
    }

    /// <summary><c>Squeeze</c> and <c>Unsqueeze</c>: axes of one value that go or come.</summary>
    public static DraftMap Axes(OnnxNode node, OnnxContext context, bool isAdded)
    {
        DraftMap input = context.Map(node, 0);
        ImmutableArray<long>? given = node.Opset < 13 ? node.Integers("axes") : context.Constant(node, 1) is { } axes ? [.. Whole(axes)]
            : null;
        int rank = input.Extents.Length + 1 + (isAdded ? given?.Length ?? 0 : 0);
        long[] places = given is { } listed ? [.. listed.Select(axis => axis < 0 ? axis + rank : axis).Order()]
            : [.. Enumerable.Range(1, rank - 1).Where(axis => !isAdded && input.Extents[axis - 1] == 1).Select(axis => (long)axis)];
        if (places.Any(axis => axis < 1 || axis >= rank) || places.Distinct().Count() != places.Length)
        {
            throw new ImportFault($"has axes [{string.Join(", ", places.Take(8))}] of {rank}; the batch, axis 0, must stay first and "
                + "alone");
        }

        List<int> extents = [.. input.Extents];
        foreach (long axis in isAdded ? places : places.Reverse())
        {
            if (isAdded)
            {
                extents.Insert((int)axis - 1, 1);
            }
            else if (extents[(int)axis - 1] == 1)
            {
                extents.RemoveAt((int)axis - 1);
            }
            else
            {
                throw new ImportFault($"takes away axis {axis} of {MapShape.Text(input.Extents)}, which has more than one value");
            }
        }

        return extents.Count > 0 ? NetworkDraft.Reshaped(input, [.. extents]) : throw new ImportFault("takes away all axes but the batch");
    }

    /// <summary>What training alone uses: <c>Dropout</c> outside training is the identity.</summary>
    public static DraftMap Dropout(OnnxNode node, OnnxContext context)
    {
        bool isTraining = context.Constant(node, 2) is { Count: 1, Integers: [not 0] }
            || (node.Opset < 7 && node.Has("is_test") && node.Integer("is_test", 0) == 0);
        if (isTraining)
        {
            throw new ImportFault("is in training mode; export the model in evaluation mode (chips with dropout modules draw by "
                + "themselves)");
        }

        context.Notes.Add("Dropout is left out: outside training it does nothing.");
        return context.Map(node, 0);
    }

    /// <summary><c>Cast</c> between real numbers, which changes nothing but rounding.</summary>
    public static DraftMap Cast(OnnxNode node, OnnxContext context) => node.Integer("to", 0) is 1 or 10 or 11 or 16
        ? context.Map(node, 0)
        : throw new ImportFault("makes whole numbers of what the network computes");

    /// <summary>Whole numbers of a constant.</summary>
    public static long[] Whole(NamedTensor tensor) =>
        tensor.Integers ?? throw new ImportFault($"takes '{tensor.Name}' as a shape, and it holds no whole numbers");

    private static ImmutableArray<int> Resolved(DraftMap input, ImmutableArray<long> wanted, bool copiesZeros)
    {
        string text = $"[{string.Join(", ", wanted.Take(8).Select(extent => extent == ShapeArithmetic.Batch ? "batch" : $"{extent}"))}]";
        if (wanted.Length < 2 || wanted[0] is not (ShapeArithmetic.Batch or 0 or -1 or 1))
        {
            bool isFixed = wanted.Length >= 2 && wanted[0] > 1;
            throw new ImportFault(isFixed
                ? $"reshapes to {text}, a batch of {wanted[0]} inputs; export it with a batch of 1 or an open one"
                : $"reshapes {MapShape.Text(input.Extents)} of an input to {text}, which does not keep the batch first");
        }

        long[] extents = [.. wanted.Skip(1).Select((extent, axis) =>
            extent == 0 && copiesZeros && axis < input.Extents.Length ? input.Extents[axis] : extent)];
        int open = Array.IndexOf(extents, -1);
        if (open >= 0)
        {
            long rest = 1;
            foreach (long extent in extents.Where((_, axis) => axis != open))
            {
                rest = extent is > 0 and <= int.MaxValue && rest <= int.MaxValue ? rest * extent : 0;
            }

            extents[open] = rest > 0 && input.Count % rest == 0 ? input.Count / rest : 0;
        }

        return extents.All(extent => extent is > 0 and <= int.MaxValue)
            ? [.. extents.Select(extent => (int)extent)]
            : throw new ImportFault($"reshapes {MapShape.Text(input.Extents)} of an input to {text}");
    }
}
