using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>What brings branches together.</summary>
internal static class JoinOperators
{
    /// <summary><c>Add</c>: of two maps a residual, of a map and a constant a bias.</summary>
    public static DraftMap Add(OnnxNode node, OnnxContext context) => (context.Value(node, 0), context.Value(node, 1)) switch
    {
        (OnnxValue.Map one, OnnxValue.Map two) => context.Draft.Sum(node.LayerName(), one.Value, two.Value),
        (OnnxValue.Constant, OnnxValue.Map two) => ScaleOperators.AddedConstant(context, two.Value, context.Needed(node, 0)),
        _ => ScaleOperators.AddedConstant(context, context.Map(node, 0), context.Needed(node, 1)),
    };

    /// <summary><c>Concat</c> over channels.</summary>
    public static DraftMap Concat(OnnxNode node, OnnxContext context)
    {
        DraftMap[] maps = [.. node.Inputs.Select((_, input) => context.Map(node, input))];
        int rank = maps[0].Extents.Length + 1;
        long axis = node.Integer("axis", 1);
        axis = axis < 0 ? axis + rank : axis;
        if (axis != 1 || maps.Any(map => map.Extents.Length != maps[0].Extents.Length))
        {
            throw new ImportFault($"joins {string.Join(", ", maps.Select(map => MapShape.Text(map.Extents)))} over axis {axis}; channels, "
                + "axis 1, can be joined");
        }

        return maps.Length == 1 ? maps[0] : context.Draft.Concatenation(node.LayerName(), maps);
    }
}
