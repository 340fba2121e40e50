using System.Collections.Immutable;

namespace SpinArch.Sweeps;

/// <summary>What is known of one point: a row of the results. Nothing in it depends on the machine, the clock or the number of threads.</summary>
public sealed record PointRow
{
    /// <summary>Its number in the sweep, from 0.</summary>
    public required int Point { get; init; }

    /// <summary><c>ok</c>, <c>infeasible</c>, <c>deadlock</c>, <c>error</c>, or <c>screened</c> where only an estimate was wanted.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is not <c>ok</c>; empty where it is.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Latency of the run [ns].</summary>
    public double? LatencyNs { get; init; }

    /// <summary>Sustained samples a second.</summary>
    public double? SamplesPerSecond { get; init; }

    /// <summary>Energy of the run [nJ].</summary>
    public double? EnergyNj { get; init; }

    /// <summary>Area of the chip [mm2].</summary>
    public double? AreaMm2 { get; init; }

    /// <summary>Tiles in use.</summary>
    public int? Tiles { get; init; }

    /// <summary>The estimate beside it.</summary>
    public double? EstLatencyNs { get; init; }

    /// <summary>The estimate beside it.</summary>
    public double? EstSamplesPerSecond { get; init; }

    /// <summary>The estimate beside it.</summary>
    public double? EstEnergyNj { get; init; }

    /// <summary>The estimate beside it.</summary>
    public double? EstAreaMm2 { get; init; }

    /// <summary>The estimate beside it.</summary>
    public int? EstTiles { get; init; }

    /// <summary>What limits, with its layer: a unit, or the place that a round trip waits for.</summary>
    public string Limiter { get; init; } = "";

    /// <summary>How busy it is over the whole run; null where it is no unit.</summary>
    public double? LimiterFraction { get; init; }

    /// <summary>The unit that limits by the estimate.</summary>
    public string EstLimiter { get; init; } = "";

    /// <summary>Why the estimate's times are not to be relied on; empty where they are.</summary>
    public string EstimateNote { get; init; } = "";

    /// <summary>What crossbars that could read waited for longest.</summary>
    public string Stall { get; init; } = "";

    /// <summary>Share of crossbar time that went with it.</summary>
    public double? StallFraction { get; init; }

    /// <summary>Share of images that the network answers rightly, over its samples.</summary>
    public double? Accuracy { get; init; }

    /// <summary>How far confidence and accuracy lie apart.</summary>
    public double? CalibrationError { get; init; }

    /// <summary>
    /// Keys set beyond the point that their costs were published for, where no law says what that costs: energy and area are too low.
    /// Separated by spaces.
    /// </summary>
    public string CostNotModelled { get; init; } = "";

    /// <summary>
    /// Why <see cref="SamplesPerSecond"/> is that of the run and not what the chip sustains; empty where it is the latter.
    /// </summary>
    public string RateNote { get; init; } = "";

    /// <summary>Energy by unit and kind.</summary>
    public ImmutableArray<EnergyShare> Energy { get; init; } = [];
}
