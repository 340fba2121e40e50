using System.Globalization;

using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>What multiplies channels by constants and adds constants to them: folded into the weights before.</summary>
internal static class ScaleOperators
{
    /// <summary><c>BatchNormalization</c> as it is after training.</summary>
    public static DraftMap BatchNormalization(OnnxNode node, OnnxContext context)
    {
        if (node.Integer("training_mode", 0) != 0 || (node.Has("is_test") && node.Opset < 7 && node.Integer("is_test", 0) == 0))
        {
            throw new ImportFault("is in training mode; export the model in evaluation mode");
        }

        if (node.Integer("spatial", 1) != 1)
        {
            throw new ImportFault("has spatial = 0, statistics of every place; those of a channel are folded");
        }

        double[][] given = [.. Enumerable.Range(1, 4).Select(input => context.Needed(node, input).Weights())];
        (double[] gamma, double[] beta, double[] mean, double[] variance) = (given[0], given[1], given[2], given[3]);
        if (given.Any(values => values.Length != gamma.Length))
        {
            throw new ImportFault($"has {string.Join(", ", given.Select(values => values.Length))} values for scale, bias, mean and "
                + "variance");
        }

        double epsilon = node.Real("epsilon", 1e-5);
        double[] scale = [.. gamma.Select((factor, channel) => factor / Math.Sqrt(variance[channel] + epsilon))];
        int wrong = Array.FindIndex(scale, factor => !double.IsFinite(factor));
        if (wrong >= 0)
        {
            throw new ImportFault(string.Create(CultureInfo.InvariantCulture,
                $"has the variance {variance[wrong]} at channel {wrong}; it is not "
                + $"negative"));
        }

        DraftMap folded = context.Draft.Scaled(context.Map(node, 0), scale,
            new WeightPair([.. beta.Select((shift, channel) => shift - (scale[channel] * mean[channel]))], null));
        context.Notes.Add("Batch normalisations are folded into the weights before them, sigma scaled with the weights.");
        return folded;
    }

    /// <summary>A constant added, as <c>Add</c> after a <c>MatMul</c> adds the bias.</summary>
    public static DraftMap AddedConstant(OnnxContext context, DraftMap input, NamedTensor constant) =>
        context.Draft.Scaled(input, [1], context.Weights(PerChannel(input, constant), isBias: true));

    // Broadcast from the last extent on: [C, 1, 1], [1, C, 1, 1] or one number on a map of [C, H, W]; [C] or [1, C] on a row.
    private static NamedTensor PerChannel(DraftMap input, NamedTensor constant)
    {
        int place = constant.Extents.Length - input.Extents.Length;
        bool isChannels = place >= 0 && constant.Count == constant.Extents[place] && constant.Count == input.Extents[0];
        return constant.Count == 1 || isChannels
            ? constant
            : throw new ImportFault($"has the constant '{constant.Name}' of {MapShape.Text(constant.Extents)} on "
                + $"{MapShape.Text(input.Extents)}; one number a channel is folded");
    }
}
