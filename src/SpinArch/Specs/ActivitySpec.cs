namespace SpinArch.Specs;

/// <summary>What a data-dependent energy assumes where a network carries no weights or inputs; every value is an assumption.</summary>
public sealed record ActivitySpec
{
    /// <summary><c>activity.meanSquareDrive</c>: mean of (drive / full drive) squared, 0 to 1.</summary>
    public required double MeanSquareDrive { get; init; }

    /// <summary><c>activity.meanLevel</c>: mean conductance level as a fraction of the highest, 0 to 1.</summary>
    public required double MeanLevel { get; init; }
}
