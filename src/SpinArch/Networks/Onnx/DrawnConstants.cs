using System.Collections.Immutable;
using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>
/// Weights that a graph draws itself: mu + f(rho) x RandomNormalLike, as Bayesian layers are exported. What is computed of constants alone
/// is computed here, element by element, and a normal draw through sums and products with constants stays one of a known mean and
/// deviation.
/// </summary>
internal static class DrawnConstants
{
    /// <summary>An operator over constants and draws; null where it is none of these.</summary>
    public static NamedTensor? Of(OnnxNode node, OnnxContext context)
    {
        string name = node.Outputs[0];
        return node.Operator switch
        {
            "RandomNormalLike" => Normal(node, context.Needed(node, 0).Extents),
            "Exp" => Mapped(name, context.Needed(node, 0), Math.Exp),
            "Log" => Mapped(name, context.Needed(node, 0), Math.Log),
            "Sqrt" => Mapped(name, context.Needed(node, 0), Math.Sqrt),
            "Abs" => Mapped(name, context.Needed(node, 0), Math.Abs),
            "Softplus" => Mapped(name, context.Needed(node, 0), MuRhoNaming.Softplus),
            "Neg" => Product(name, context.Needed(node, 0), new NamedTensor { Name = "", Extents = [], Reals = [-1] }),
            "Mul" => Product(name, context.Needed(node, 0), context.Needed(node, 1)),
            "Div" => Product(name, context.Needed(node, 0), Mapped("", context.Needed(node, 1), value => 1 / value)),
            "Add" => Sum(name, context.Needed(node, 0), context.Needed(node, 1), 1),
            "Sub" => Sum(name, context.Needed(node, 0), context.Needed(node, 1), -1),
            _ => null,
        };
    }

    /// <summary>What <c>RandomNormal</c> draws, whose shape stands in the file.</summary>
    public static NamedTensor Normal(OnnxNode node)
    {
        ImmutableArray<long> shape = node.Integers("shape") ?? throw new ImportFault("has no shape");
        long count = 1;
        foreach (long extent in shape)
        {
            count = extent is > 0 and <= OnnxTensors.MaximumElements ? count * extent : 0;
            if (count is 0 or > OnnxTensors.MaximumElements)
            {
                throw new ImportFault($"draws [{string.Join(", ", shape.Take(8))}], too many numbers or none");
            }
        }

        return Normal(node, [.. shape.Select(extent => (int)extent)]);
    }

    private static NamedTensor Normal(OnnxNode node, ImmutableArray<int> extents)
    {
        int count = extents.Aggregate(1, (product, extent) => product * extent);
        return new NamedTensor
        {
            Name = node.Outputs[0],
            Extents = extents,
            Reals = [.. Enumerable.Repeat(node.Real("mean", 0), count)],
            Sigma = [.. Enumerable.Repeat(Math.Abs(node.Real("scale", 1)), count)],
        };
    }

    private static NamedTensor Mapped(string name, NamedTensor tensor, Func<double, double> function) =>
        new() { Name = name, Extents = tensor.Extents, Reals = [.. Certain(tensor).Select(function)] };

    private static NamedTensor Product(string name, NamedTensor one, NamedTensor two)
    {
        (NamedTensor drawn, NamedTensor factor) = one.Sigma is null ? (two, one) : (one, two);
        double[] factors = Certain(factor);
        double[] values = Reals(drawn);
        int count = Count(one, two);
        return new NamedTensor
        {
            Name = name,
            Extents = Extents(one, two),
            Reals = Each(count, at => values[at % values.Length] * factors[at % factors.Length]),
            Sigma = drawn.Sigma is { } sigma ? Each(count, at => sigma[at % sigma.Length] * Math.Abs(factors[at % factors.Length])) : null,
        };
    }

    private static NamedTensor Sum(string name, NamedTensor one, NamedTensor two, double sign)
    {
        if (one.Sigma is not null && two.Sigma is not null)
        {
            throw new ImportFault("adds two draws; a weight is drawn once, of one mean and one deviation");
        }

        (double[] first, double[] second) = (Reals(one), Reals(two));
        int count = Count(one, two);
        double[]? sigma = one.Sigma ?? two.Sigma;
        return new NamedTensor
        {
            Name = name,
            Extents = Extents(one, two),
            Reals = Each(count, at => first[at % first.Length] + (sign * second[at % second.Length])),
            Sigma = sigma is null ? null : Each(count, at => sigma[at % sigma.Length]),
        };
    }

    private static double[] Each(int count, Func<int, double> value)
    {
        double[] values = new double[count];
        for (int at = 0; at < count; at++)
        {
            values[at] = value(at);
        }

        return values;
    }

    private static int Count(NamedTensor one, NamedTensor two) => Math.Max(one.Count, two.Count);

    // Of one shape, or one of them a single number; a draw that is spread over many places would be one draw for all of them.
    private static ImmutableArray<int> Extents(NamedTensor one, NamedTensor two)
    {
        (NamedTensor large, NamedTensor small) = one.Count >= two.Count ? (one, two) : (two, one);
        bool fits = one.Extents.SequenceEqual(two.Extents) || (small.Count == 1 && (small.Sigma is null || large.Count == 1));
        return fits && small.Count > 0
            ? large.Extents
            : throw new ImportFault($"joins constants of {MapShape.Text(one.Extents)} and {MapShape.Text(two.Extents)}; one shape is "
                + $"computed, or one number");
    }

    private static double[] Reals(NamedTensor tensor) => tensor.Reals ?? [.. tensor.Integers!.Select(value => (double)value)];

    private static double[] Certain(NamedTensor tensor) => tensor.Sigma is null
        ? Reals(tensor)
        : throw new ImportFault("works on what is drawn, which would not be normal any more; sums and products with constants are read");
}
