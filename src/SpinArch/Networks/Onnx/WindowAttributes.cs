using System.Collections.Immutable;
using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>The windows of convolutions and pools, from attributes that have one number (a row of columns) or two.</summary>
internal static class WindowAttributes
{
    private const int Most = 1 << 16;

    /// <summary>Reads a window over a map.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">The map.</param>
    /// <param name="size">The window's size where the node may leave it out; null where it may not.</param>
    public static ImportedWindow Read(OnnxNode node, DraftMap input, ImmutableArray<int>? size)
    {
        int axes = input.Extents.Length - 1;
        if (axes is not (1 or 2))
        {
            throw new ImportFault($"works on {MapShape.Text(input.Extents)}; maps have channels, rows and columns, or channels and "
                + "columns");
        }

        ImmutableArray<int> kernel = Numbers(node, "kernel_shape", axes, 1)
            ?? (size is { Length: > 0 } known && known.Length == axes ? known : throw new ImportFault("has no kernel_shape"));
        if (size is { } weights && !weights.SequenceEqual(kernel))
        {
            throw new ImportFault($"has kernel_shape {MapShape.Text(kernel)} and weights of {MapShape.Text(weights)}");
        }

        ImmutableArray<int> stride = Numbers(node, "strides", axes, 1) ?? Ones(axes);
        ImmutableArray<int> dilation = Numbers(node, "dilations", axes, 1) ?? Ones(axes);
        ImmutableArray<int> pads = Pads(node, input, kernel, stride, dilation);
        return new ImportedWindow
        {
            Size = Pair(kernel, 1),
            Stride = Pair(stride, 1),
            Dilation = Pair(dilation, 1),
            Padding = axes == 1 ? (0, pads[0], 0, pads[1]) : (pads[0], pads[1], pads[2], pads[3]),
        };
    }

    // Begins of all axes, then ends of all axes.
    private static ImmutableArray<int> Pads(
        OnnxNode node, DraftMap input, ImmutableArray<int> kernel, ImmutableArray<int> stride, ImmutableArray<int> dilation)
    {
        int axes = kernel.Length;
        string word = node.Word("auto_pad", "NOTSET");
        if (word is "SAME_UPPER" or "SAME_LOWER")
        {
            int[] all = [.. Enumerable.Range(0, axes).Select(axis =>
            {
                int map = input.Extents[axis + 1];
                long outputs = ((map - 1) / stride[axis]) + 1;
                return (int)Math.Clamp(((outputs - 1) * stride[axis]) + (((long)kernel[axis] - 1) * dilation[axis]) + 1 - map, 0, Most);
            })];
            int[] less = [.. all.Select(pad => pad / 2)];
            int[] more = [.. all.Select(pad => pad - (pad / 2))];
            return word == "SAME_UPPER" ? [.. less, .. more] : [.. more, .. less];
        }

        return word switch
        {
            "VALID" => [.. new int[2 * axes]],
            "NOTSET" or "" => Numbers(node, "pads", 2 * axes, 0) ?? [.. new int[2 * axes]],
            _ => throw new ImportFault($"has auto_pad '{Specs.Quoted.Short(word)}'; known are NOTSET, VALID, SAME_UPPER and SAME_LOWER"),
        };
    }

    private static ImmutableArray<int>? Numbers(OnnxNode node, string name, int count, int least)
    {
        if (node.Integers(name) is not { } numbers)
        {
            return null;
        }

        return numbers.Length == count && numbers.All(number => number >= least && number <= Most)
            ? [.. numbers.Select(number => (int)number)]
            : throw new ImportFault($"has {name} [{string.Join(", ", numbers.Take(8))}]; needed are {count} numbers from {least} to "
                + $"{Most}");
    }

    private static ImmutableArray<int> Ones(int count) => [.. Enumerable.Repeat(1, count)];

    private static (int Y, int X) Pair(ImmutableArray<int> numbers, int missing) =>
        numbers.Length == 1 ? (missing, numbers[0]) : (numbers[0], numbers[1]);
}
