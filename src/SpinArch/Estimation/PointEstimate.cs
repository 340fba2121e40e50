using SpinArch.Costs;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>What the estimator says about one design point.</summary>
public readonly record struct PointEstimate
{
    /// <summary>From time zero to the last flit at the port; powered time.</summary>
    public required Picoseconds Total { get; init; }

    /// <summary>From the first arrival to the last result flit of the first input.</summary>
    public required Picoseconds FirstInput { get; init; }

    /// <summary>Between samples in steady state [ns]; zero where there are no two.</summary>
    public required double PerSampleNs { get; init; }

    /// <summary>Between inputs in steady state; zero for a single one.</summary>
    public required Picoseconds PerInput { get; init; }

    /// <summary>Energy of the run.</summary>
    public required Quectojoules Energy { get; init; }

    /// <summary>The part of it that actions cost: exact.</summary>
    public required Quectojoules Dynamic { get; init; }

    /// <summary>Terms that the published estimate can have contained: exact.</summary>
    public required Quectojoules PaperScope { get; init; }

    /// <summary>Area of the chip [mm2].</summary>
    public required double AreaMm2 { get; init; }

    /// <summary>Tiles in use.</summary>
    public required int Tiles { get; init; }

    /// <summary>Crossbar pairs in use.</summary>
    public required int CrossbarPairs { get; init; }

    /// <summary>The unit that limits.</summary>
    public required UnitKind Limiter { get; init; }

    /// <summary>The first tile of its kind, -1 for the port, the router for a link.</summary>
    public required int LimiterTile { get; init; }

    /// <summary>Why its times are not to be relied on; empty where they are.</summary>
    public required string Note { get; init; }

    /// <summary>Copies of the layer that has fewest.</summary>
    public required int Copies { get; init; }

    /// <summary>Sustained samples a second; one of every copy over the latency where no copy has two.</summary>
    public double SamplesPerSecond => PerSampleNs > 0 ? 1e9 / PerSampleNs : Copies * 1e9 / FirstInput.Nanoseconds;

    /// <summary>Sustained inputs a second; one over the latency for a single one.</summary>
    public double InputsPerSecond => 1e9 / (PerInput.Value > 0 ? PerInput : FirstInput).Nanoseconds;
}
