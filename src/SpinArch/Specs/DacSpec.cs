namespace SpinArch.Specs;

/// <summary>The drivers of the word lines.</summary>
public sealed record DacSpec
{
    /// <summary><c>dac.bits</c>: magnitude bits of a drive code; the sigma drive has a sign besides.</summary>
    public required int Bits { get; init; }
}
