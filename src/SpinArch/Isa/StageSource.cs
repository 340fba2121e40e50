namespace SpinArch.Isa;

/// <summary>Channels of a map that a stage gets from one place; several, side by side, are a concatenation.</summary>
public sealed record StageSource
{
    /// <summary>The stage that makes them, -1 for the network's input.</summary>
    public required int Stage { get; init; }

    /// <summary>First of the source's channels.</summary>
    public int SourceChannel { get; init; }

    /// <summary>How many channels.</summary>
    public required int Channels { get; init; }

    /// <summary>For <see cref="StageKind.Add"/>: which operand they belong to, from 0; else 0.</summary>
    public int Operand { get; init; }

    /// <summary>First channel of this stage's input, or operand, that they are.</summary>
    public int Channel { get; init; }
}
