namespace SpinArch.Specs;

/// <summary>How many banks a store has; two overlap producer and consumer, one makes them take turns.</summary>
public sealed record BankSpec
{
    /// <summary>At least 1.</summary>
    public required int Banks { get; init; }
}
