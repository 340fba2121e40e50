using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>Activations, taken into the nodes before them.</summary>
internal static class ActivationOperators
{
    /// <summary><c>Relu</c>.</summary>
    public static DraftMap Relu(OnnxNode node, OnnxContext context) =>
        context.Draft.Activated(context.Map(node, 0), new ImportedActivation(ImportedFunction.Relu));

    /// <summary><c>Sign</c>; ONNX has 0 for 0, hardware +1.</summary>
    public static DraftMap Sign(OnnxNode node, OnnxContext context)
    {
        context.Notes.Add("Sign is +1 of exactly 0 here, and 0 in ONNX.");
        return context.Draft.Activated(context.Map(node, 0), new ImportedActivation(ImportedFunction.Sign));
    }

    /// <summary><c>Clip</c> from 0 to a bound.</summary>
    public static DraftMap Clip(OnnxNode node, OnnxContext context)
    {
        double low = Bound(node, context, 1, "min", double.NegativeInfinity);
        double high = Bound(node, context, 2, "max", double.PositiveInfinity);

        // Exporters write the whole range of single precision where there is no bound.
        bool isOpen = high >= float.MaxValue;
        if (low <= -float.MaxValue && isOpen)
        {
            return context.Map(node, 0);
        }

        bool isRelu = low == 0 && isOpen;
        return low == 0 && high > 0
            ? context.Draft.Activated(
                context.Map(node, 0),
                new ImportedActivation(isRelu ? ImportedFunction.Relu : ImportedFunction.SaturatingLinear),
                isRelu ? 1 : high)
            : throw new ImportFault(FormattableString.Invariant($"clips to [{low}, {high}]; neurons here clip from 0 to a bound above it"));
    }

    /// <summary><c>Softmax</c> and <c>LogSoftmax</c> at the end, which reports apply themselves.</summary>
    public static DraftMap Softmax(OnnxNode node, OnnxContext context)
    {
        DraftMap input = context.Map(node, 0);
        if (!context.IsLast(node))
        {
            throw new ImportFault("does not stand at the end; within a network (attention) there is nothing to replace it");
        }

        long axis = node.Integer("axis", node.Opset < 13 ? 1 : -1);
        axis = axis < 0 ? axis + input.Extents.Length + 1 : axis;
        if (axis < 1 || axis > input.Extents.Length || (node.Opset >= 13 && input.Extents[(int)axis - 1] != input.Count)
            || (node.Opset < 13 && axis != 1))
        {
            throw new ImportFault($"goes over a part of {MapShape.Text(input.Extents)}; over all outputs of an input it can be left out");
        }

        context.Notes.Add($"{node.Operator} at the end is left out: the outputs are what goes into it, and reports make probabilities of "
            + "them.");
        return input;
    }

    // An attribute until version 10, an input from then on.
    private static double Bound(OnnxNode node, OnnxContext context, int input, string name, double otherwise)
    {
        if (node.Opset < 11)
        {
            return node.Real(name, otherwise);
        }

        return context.Constant(node, input) is not { } bound ? otherwise
            : bound.Count == 1 ? bound.Weights()[0]
            : throw new ImportFault($"has {bound.Count} values for {name}");
    }
}
