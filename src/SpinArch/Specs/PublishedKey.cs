using System.Collections.Immutable;

namespace SpinArch.Specs;

/// <summary>A figure that a paper may publish of a chip, to stand beside the chip's own.</summary>
/// <param name="Name">Its key in <c>published.json</c>, with its unit.</param>
/// <param name="Most">The largest value that makes sense; all are above 0.</param>
/// <param name="Summary">What it is.</param>
public sealed record PublishedKey(string Name, double Most, string Summary)
{
    /// <summary>Energy of one input and one sample [nJ].</summary>
    public const string EnergyNj = "energyNj";

    /// <summary>Inputs a second, of one sample each.</summary>
    public const string InputsPerSecond = "inputsPerSecond";

    /// <summary>Inputs a joule of the chip that the paper compares with.</summary>
    public const string BaselineInputsPerJoule = "baselineInputsPerJoule";

    /// <summary>Test accuracy without device constraints [%].</summary>
    public const string IdealAccuracyPercent = "idealAccuracyPercent";

    /// <summary>Test accuracy with them [%].</summary>
    public const string DeviceAccuracyPercent = "deviceAccuracyPercent";

    /// <summary>Every key.</summary>
    public static ImmutableArray<PublishedKey> All { get; } =
    [
        new(EnergyNj, 1e12, "Energy of one input and one sample [nJ]."),
        new(InputsPerSecond, 1e15, "Inputs a second, of one sample each."),
        new(BaselineInputsPerJoule, 1e12, "Inputs a joule of the chip that it is compared with."),
        new(IdealAccuracyPercent, 100, "Test accuracy of single sampled networks in software, without device constraints [%]."),
        new(DeviceAccuracyPercent, 100, "The same with device constraints [%]."),
    ];
}
