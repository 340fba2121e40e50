using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>Convolutions and pools.</summary>
internal static class WindowOperators
{
    /// <summary><c>Conv</c>: a convolution with constant weights.</summary>
    public static DraftMap Convolution(OnnxNode node, OnnxContext context)
    {
        DraftMap input = context.Map(node, 0);
        NamedTensor mean = context.Needed(node, 1);
        if (mean.Extents.Length != input.Extents.Length + 1 || mean.Extents.Length is not (3 or 4) || mean.Count == 0)
        {
            throw new ImportFault($"has weights of {MapShape.Text(mean.Extents)} for a map of {MapShape.Text(input.Extents)}; maps have "
                + "one or two axes besides channels");
        }

        ImportedWindow window = WindowAttributes.Read(node, input, mean.Extents[2..]);
        long groups = node.Integer("group", 1);
        if (groups < 1 || groups > input.Extents[0])
        {
            throw new ImportFault($"has {groups} groups for {input.Extents[0]} channels");
        }

        var weights = new ImportedWeights { Outputs = mean.Extents[0], Matrix = context.Weights(mean, isBias: false) };
        if (context.Constant(node, 2) is { } bias)
        {
            weights = weights with { Bias = DenseOperators.Bias(context, bias, weights.Outputs) };
        }

        return context.Draft.Convolution(node.LayerName(mean.Name), input, weights, window with { Groups = (int)groups });
    }

    /// <summary><c>MaxPool</c>.</summary>
    public static DraftMap MaxPool(OnnxNode node, OnnxContext context) =>
        Pool(node, context, ImportedKind.MaxPool, (window, map) => node.Integer("ceil_mode", 0) == 0 ? window : Ceiling(window, map));

    /// <summary><c>AveragePool</c>.</summary>
    public static DraftMap AveragePool(OnnxNode node, OnnxContext context) => Pool(node, context, ImportedKind.AveragePool, (window, map) =>
    {
        if (node.Integer("ceil_mode", 0) != 0 && Ceiling(window, map) != window)
        {
            throw new ImportFault("has ceil_mode = 1 and windows that go beyond the padded map; give pads in its place");
        }

        return window with { CountsPadding = node.Integer("count_include_pad", 0) != 0 };
    });

    /// <summary><c>GlobalAveragePool</c> and <c>GlobalMaxPool</c>.</summary>
    public static DraftMap GlobalPool(OnnxNode node, OnnxContext context, ImportedKind kind) =>
        context.Draft.Pool(node.LayerName(), kind, context.Map(node, 0), null);

    private static DraftMap Pool(OnnxNode node, OnnxContext context, ImportedKind kind,
        Func<ImportedWindow, DraftMap, ImportedWindow> refine)
    {
        if (node.Gives(1))
        {
            throw new ImportFault("gives the places of its maxima as well, which no pool here does; leave the second output out");
        }

        DraftMap input = context.Map(node, 0);
        ImportedWindow window = WindowAttributes.Read(node, input, null);
        if (window.Dilation != (1, 1))
        {
            throw new ImportFault("has dilations, which pools here do not have; a window of neighbours can replace it");
        }

        (int top, int left, int bottom, int right) = window.Padding;
        if (top >= window.Size.Y || bottom >= window.Size.Y || left >= window.Size.X || right >= window.Size.X)
        {
            throw new ImportFault("has pads as large as its window, so some windows would be empty");
        }

        return context.Draft.Pool(node.LayerName(), kind, input, refine(window, input));
    }

    // Rounding up is the same as padding at the end, where a last window then begins on the map or before its end padding.
    private static ImportedWindow Ceiling(ImportedWindow window, DraftMap input)
    {
        var map = MapShape.Of(input.Extents);
        (int top, int left, int bottom, int right) = window.Padding;
        return window with
        {
            Padding = (
                top, left, bottom + More(map.Height, window.Size.Y, window.Stride.Y, top, bottom),
                    right + More(map.Width, window.Size.X, window.Stride.X, left, right)),
        };
    }

    private static int More(int map, int size, int stride, int before, int after)
    {
        long free = (long)map + before + after - size;
        long rest = free < 0 ? 0 : free % stride;

        // A window that would begin in the padding at the end is none.
        return rest == 0 || ((free / stride) + 1) * stride >= map + before ? 0 : (int)(stride - rest);
    }
}
