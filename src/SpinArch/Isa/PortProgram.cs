using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>What the port sends and expects.</summary>
public sealed record PortProgram
{
    /// <summary>In the order in which an input is streamed.</summary>
    public required ImmutableArray<PortSend> Sends { get; init; }

    /// <summary>Incoming channels by id.</summary>
    public required ImmutableArray<PortReceive> Receives { get; init; }

    /// <summary>Value of one unit of the last layer's result.</summary>
    public required double OutputScale { get; init; }
}
