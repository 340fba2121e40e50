using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>The operators that are read, and a word on what could replace others.</summary>
internal static class OnnxOperators
{
    private const string NoActivation = "neurons here have Relu, Clip from 0 to a bound, and Sign; train with one of them in its place";

    /// <summary>All that are read, for the page and for messages.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "Add", "AveragePool", "BatchNormalization", "Cast", "Clip", "Concat", "Constant", "Conv", "Dropout", "Flatten", "Gemm",
            "GlobalAveragePool",
        "GlobalMaxPool", "Identity", "LogSoftmax", "MatMul", "MaxPool", "Relu", "Reshape", "Shape", "Sign", "Softmax", "Squeeze",
            "Transpose", "Unsqueeze",
    ];

    /// <summary>What a node over the network's values gives.</summary>
    /// <exception cref="ImportFault">The operator is not read, or not so.</exception>
    public static OnnxValue Of(OnnxNode node, OnnxContext context) => node.Operator switch
    {
        "Shape" => new OnnxValue.Constant(ShapeArithmetic.Shape(node, context)),
        _ => new OnnxValue.Map(Map(node, context)),
    };

    /// <summary>Whether an operator is read at all.</summary>
    public static bool IsKnown(string name) => Known.Contains(name);

    /// <summary>The error that an operator is not read, with what could replace it.</summary>
    public static ImportFault Unknown(OnnxNode node, bool isLast) =>
        new($"is not among the operators that are read; {Replacement(node, isLast)}");

    private static DraftMap Map(OnnxNode node, OnnxContext context) => node.Operator switch
    {
        "Gemm" => DenseOperators.Gemm(node, context),
        "MatMul" => DenseOperators.MatMul(node, context),
        "Conv" => WindowOperators.Convolution(node, context),
        "MaxPool" => WindowOperators.MaxPool(node, context),
        "AveragePool" => WindowOperators.AveragePool(node, context),
        "GlobalAveragePool" => WindowOperators.GlobalPool(node, context, ImportedKind.GlobalAveragePool),
        "GlobalMaxPool" => WindowOperators.GlobalPool(node, context, ImportedKind.MaxPool),
        "BatchNormalization" => ScaleOperators.BatchNormalization(node, context),
        "Add" => JoinOperators.Add(node, context),
        "Concat" => JoinOperators.Concat(node, context),
        "Relu" => ActivationOperators.Relu(node, context),
        "Clip" => ActivationOperators.Clip(node, context),
        "Sign" => ActivationOperators.Sign(node, context),
        "Softmax" or "LogSoftmax" => ActivationOperators.Softmax(node, context),
        "Flatten" => ShapeOperators.Flatten(node, context),
        "Reshape" => ShapeOperators.Reshape(node, context),
        "Transpose" => ShapeOperators.Transpose(node, context),
        "Squeeze" => ShapeOperators.Axes(node, context, isAdded: false),
        "Unsqueeze" => ShapeOperators.Axes(node, context, isAdded: true),
        "Dropout" => ShapeOperators.Dropout(node, context),
        "Cast" => ShapeOperators.Cast(node, context),
        "Identity" => context.Map(node, 0),
        _ => throw Unknown(node, context.IsLast(node)),
    };

    private static string Replacement(OnnxNode node, bool isLast) => node.Operator switch
    {
        "Sigmoid" or "HardSigmoid" or "Tanh" or "ArgMax" or "TopK" when isLast =>
            "at the end it can be left out of the export: the outputs are then what goes into it",
        "LeakyRelu" or "PRelu" or "Elu" or "Selu" or "Celu" or "Gelu" or "HardSwish" or "HardSigmoid" or "Sigmoid" or "Tanh" or "Softplus"
            or "Softsign" or "Mish" or "ThresholdedRelu" or "Swish" or "Erf" => NoActivation,
        "LayerNormalization" or "InstanceNormalization" or "GroupNormalization" or "LRN" or "MeanVarianceNormalization" or "LpNormalization"
            or "SimplifiedLayerNormalization" => "BatchNormalization can replace it, which is folded into weights",
        "ReduceMean" => "GlobalAveragePool can replace a mean over rows and columns; a layer normalisation spelt out has no replacement "
            + "but BatchNormalization",
        "ReduceMax" => "GlobalMaxPool can replace a maximum over rows and columns",
        "Mul" or "Div" or "Sub" or "Pow" or "Sqrt" or "Max" or "Min" or "Sum" or "Exp" or "Log" or "Abs" or "Neg" =>
            "products and functions of values have no unit here; fold constants into the weights, and sum two by Add",
        "Pad" => "the pads of the Conv or pool after it can replace zeros",
        "LpPool" or "MaxRoiPool" or "RoiAlign" => "MaxPool or AveragePool can replace it",
        "ConvTranspose" or "Resize" or "Upsample" or "DepthToSpace" or "SpaceToDepth" => "maps that grow have no replacement",
        "LSTM" or "GRU" or "RNN" or "Loop" or "Scan" or "If" => "networks here run straight through, without states and branches",
        "QLinearConv" or "QLinearMatMul" or "ConvInteger" or "MatMulInteger" or "QuantizeLinear" or "DequantizeLinear"
            or "DynamicQuantizeLinear" =>
            "export the model in real numbers: the chip's own quantisation is simulated",
        "Attention" or "MultiHeadAttention" or "Einsum" => "attention multiplies values by values, which crossbars do not",
        "Slice" or "Split" or "Gather" or "Expand" or "Tile" or "Where" or "Equal" =>
            "parts of maps are not taken; give each branch its own convolution or layer",
        "RandomNormal" or "RandomNormalLike" => "export the network of the means, and give the deviations by --sigma or --mu-rho",
        _ when node.Operator.Contains('.', StringComparison.Ordinal) => "export with ONNX's own operators",
        _ => $"read are {string.Join(", ", Known)}",
    };
}
