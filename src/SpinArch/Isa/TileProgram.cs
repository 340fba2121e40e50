using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>What one tile runs: its place, its blocks, its channels and its code.</summary>
public sealed record TileProgram
{
    /// <summary>Mesh column.</summary>
    public required int X { get; init; }

    /// <summary>Mesh row.</summary>
    public required int Y { get; init; }

    /// <summary>One a crossbar pair in use.</summary>
    public required ImmutableArray<LayerBlock> Blocks { get; init; }

    /// <summary>Incoming channels by id.</summary>
    public required ImmutableArray<ReceiveChannel> Receives { get; init; }

    /// <summary>Outgoing channels by id.</summary>
    public required ImmutableArray<SendChannel> Sends { get; init; }

    /// <summary>Ends with halt.</summary>
    public required ImmutableArray<Instruction> Code { get; init; }
}
