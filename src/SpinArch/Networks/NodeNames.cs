using SpinArch.Isa;

namespace SpinArch.Networks;

/// <summary>The words of the network file for kinds and activations, one list for reader and schema.</summary>
internal static class NodeNames
{
    /// <summary>The name of the network's input where a layer says what it takes.</summary>
    public const string Input = "input";

    /// <summary>A pool whose window is the whole map: an average over it.</summary>
    public const string GlobalAveragePool = "globalAveragePool";

    /// <summary>All kinds, in the order in which they are told.</summary>
    public static readonly string[] Kinds =
        ["dense", "conv2d", "maxPool", "averagePool", GlobalAveragePool, "flatten", "add", "concat"];

    /// <summary>All activations.</summary>
    public static readonly string[] Activations = ["saturatingLinear", "relu", "sign", "none"];

    /// <summary>The kind of a name, or null.</summary>
    public static NodeKind? KindOf(string name) => name switch
    {
        "dense" => NodeKind.Dense,
        "conv2d" => NodeKind.Conv2d,
        "maxPool" => NodeKind.MaxPool,
        "averagePool" or GlobalAveragePool => NodeKind.AveragePool,
        "flatten" => NodeKind.Flatten,
        "add" => NodeKind.Add,
        "concat" => NodeKind.Concat,
        _ => null,
    };

    /// <summary>The activation of a name, or null.</summary>
    public static NodeActivation? ActivationOf(string name) => name switch
    {
        "saturatingLinear" => NodeActivation.SaturatingLinear,
        "relu" => NodeActivation.Relu,
        "sign" => NodeActivation.Sign,
        "none" => NodeActivation.None,
        _ => null,
    };

    /// <summary>
    /// What the hardware does for an activation: a range is folded into the weights before it, so that 1 is the full code.
    /// </summary>
    /// <param name="activation">The activation.</param>
    /// <param name="isLast">Whether no layer follows.</param>
    public static Activation Hardware(NodeActivation activation, bool isLast) => activation switch
    {
        NodeActivation.SaturatingLinear or NodeActivation.Relu => Activation.SaturatingLinear,
        NodeActivation.Sign => Activation.Sign,
        NodeActivation.None => isLast ? Activation.None : Activation.Linear,
    };
}
