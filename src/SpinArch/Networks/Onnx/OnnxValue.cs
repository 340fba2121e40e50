using SpinArch.Networks.Importing;

namespace SpinArch.Networks.Onnx;

/// <summary>What a name of a graph stands for.</summary>
internal abstract record OnnxValue
{
    /// <summary>Numbers that the file holds or that follow from it.</summary>
    public sealed record Constant(NamedTensor Tensor) : OnnxValue;

    /// <summary>What the network computes of its input.</summary>
    public sealed record Map(DraftMap Value) : OnnxValue;

    /// <summary>What follows from a node that was refused.</summary>
    public sealed record Unknown : OnnxValue
    {
        /// <summary>The one there is.</summary>
        public static Unknown Instance { get; } = new();
    }
}
