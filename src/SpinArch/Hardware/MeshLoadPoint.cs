namespace SpinArch.Hardware;

/// <summary>One point of a mesh's saturation curve.</summary>
public sealed record MeshLoadPoint
{
    /// <summary>Flits that a node makes a flit time, as asked for.</summary>
    public required double OfferedLoad { get; init; }

    /// <summary>Flits that arrive at a node a flit time, over the measured slots.</summary>
    public required double AcceptedLoad { get; init; }

    /// <summary>Mean latency of the flits made in the measured slots, waiting at the source included [ns].</summary>
    public required double MeanLatencyNs { get; init; }

    /// <summary>Latency that 99 % of them do not exceed [ns].</summary>
    public required double P99LatencyNs { get; init; }

    /// <summary>Flits measured.</summary>
    public required int Flits { get; init; }

    /// <summary>Whether less arrives than is offered, by more than 5 %: then latency grows with the length of the measurement.</summary>
    public bool IsSaturated => AcceptedLoad < 0.95 * OfferedLoad;
}
