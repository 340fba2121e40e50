using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SpinArch.Functional;

namespace SpinArch.Reports;

/// <summary>What one run tells: the report's contract, key for key, in the order in which it is written.</summary>
public sealed record RunReport
{
    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The architecture's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>Monte-Carlo samples an input.</summary>
    public required int Samples { get; init; }

    /// <summary>Network inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>The seed of every draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Tiles in use.</summary>
    public required int Tiles { get; init; }

    /// <summary>Crossbar pairs in use.</summary>
    public required int CrossbarPairs { get; init; }

    /// <summary>How each layer lies on the tiles.</summary>
    public required ImmutableArray<LayerReport> Layers { get; init; }

    /// <summary>Latencies [ns].</summary>
    public required LatencyReport LatencyNs { get; init; }

    /// <summary>Throughput and what limits it.</summary>
    public required ThroughputReport Throughput { get; init; }

    /// <summary>Energies [nJ].</summary>
    public required EnergyReport EnergyNj { get; init; }

    /// <summary>Random bits drawn for one sample of one input, on average over the run; counted, not estimated.</summary>
    public required double RandomBitsPerSample { get; init; }

    /// <summary>Power [mW].</summary>
    public required PowerReport PowerMw { get; init; }

    /// <summary>Area [mm2].</summary>
    public required AreaReport AreaMm2 { get; init; }

    /// <summary>Busy time of every unit that did anything, by tile, then unit; tile -1 is the port, and a link's tile is its router.</summary>
    public required ImmutableArray<UtilizationReport> Utilization { get; init; }

    /// <summary>Fill, steady, drain.</summary>
    public required ImmutableArray<PhaseReport> Phases { get; init; }

    /// <summary>One an input; empty for a network without weights, default in an estimate, which has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public required ImmutableArray<PredictionReport> Predictions { get; init; }

    /// <summary>The simulation itself; null in an estimate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required SimulationReport? Simulation { get; init; }

    /// <summary>Where the inputs come from; null for a timing-only run.</summary>
    public string? Data { get; init; }

    /// <summary>What the numbers of each layer lose: levels on zero, conversions clipped; default where no values are computed, or by a program that is no network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<LayerPrecision> Precision { get; init; }

    /// <summary>Accuracy and uncertainty beside cost, where inputs are labelled; null elsewhere.</summary>
    public JointReport? Joint { get; init; }

    /// <summary>What to know beside the figures: costs beyond published points, ideal lines, units that could be narrower.</summary>
    public required ImmutableArray<NoteReport> Notes { get; init; }
}
