namespace SpinArch.Specs;

/// <summary>The x.z multipliers between Gaussian banks and the sigma DAC register.</summary>
public sealed record ScalerSpec
{
    /// <summary><c>scaler.width</c>: products a clock; <c>"rows"</c> follows the crossbar.</summary>
    public required Extent Width { get; init; }
}
