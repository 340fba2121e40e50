using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary><c>Gemm</c> and <c>MatMul</c> with constant weights: dense layers.</summary>
internal static class DenseOperators
{
    /// <summary>alpha x input x weights + beta x bias.</summary>
    public static DraftMap Gemm(OnnxNode node, OnnxContext context)
    {
        if (node.Integer("transA", 0) != 0)
        {
            throw new ImportFault("has transA = 1, which multiplies over the batch; leave it 0");
        }

        (double alpha, double beta) = (node.Real("alpha", 1), node.Real("beta", 1));
        NamedTensor mean = context.Needed(node, 1);
        ImportedWeights weights = Matrix(context, mean, isTransposed: node.Integer("transB", 0) != 0);
        weights = weights with { Matrix = weights.Matrix.Times(_ => alpha) };
        if (context.Constant(node, 2) is { } bias && beta != 0)
        {
            weights = weights with { Bias = Bias(context, bias, weights.Outputs).Times(_ => beta) };
        }

        return context.Draft.Dense(node.LayerName(mean.Name), Row(context.Map(node, 0)), weights);
    }

    /// <summary>Input x weights.</summary>
    public static DraftMap MatMul(OnnxNode node, OnnxContext context)
    {
        if (context.Value(node, 1) is not OnnxValue.Constant)
        {
            throw new ImportFault("multiplies by what the network computes; only constant weights lie in crossbars (attention is not "
                + "among the layers)");
        }

        NamedTensor mean = context.Needed(node, 1);
        return context.Draft.Dense(node.LayerName(mean.Name), Row(context.Map(node, 0)), Matrix(context, mean, isTransposed: false));
    }

    /// <summary>A bias, a number an output.</summary>
    public static WeightPair Bias(OnnxContext context, NamedTensor bias, int outputs)
    {
        if (bias.Count == outputs && bias.Extents.Count(extent => extent != 1) <= 1)
        {
            return context.Weights(bias, isBias: true);
        }

        WeightPair one = bias.Count == 1 ? context.Weights(bias, isBias: true)
            : throw new ImportFault($"adds '{bias.Name}' of {MapShape.Text(bias.Extents)} to {outputs} outputs; a number an output is "
                + "needed");
        return one.Sigma is null
            ? new WeightPair([.. Enumerable.Repeat(one.Mean[0], outputs)], null)
            : throw new ImportFault($"adds one drawn value to {outputs} outputs, which would then be drawn together; give a value an "
                + "output");
    }

    // [outputs][inputs], as PyTorch keeps it and as the weights file will.
    private static ImportedWeights Matrix(OnnxContext context, NamedTensor mean, bool isTransposed)
    {
        if (mean.Extents.Length != 2)
        {
            throw new ImportFault($"multiplies by '{mean.Name}' of {MapShape.Text(mean.Extents)}; a matrix is needed");
        }

        (int first, int second) = (mean.Extents[0], mean.Extents[1]);
        WeightPair weights = context.Weights(mean, isBias: false);
        int outputs = isTransposed ? first : second;
        int inputs = isTransposed ? second : first;
        return mean.Count == 0 ? throw new ImportFault($"multiplies by '{mean.Name}', which is empty") : new ImportedWeights
        {
            Outputs = outputs,
            Matrix = isTransposed ? weights : weights.Reordered(place => (place % inputs * outputs) + (place / inputs)),
        };
    }

    private static DraftMap Row(DraftMap input) => input.Extents.Length == 1 || input.Extents[^1] == input.Count
        ? input
        : throw new ImportFault(
            $"multiplies {MapShape.Text(input.Extents)} over its last extent only, the same weights for all others; put a Flatten before "
                + "it, or a Conv of 1 x 1 in its place");
}
