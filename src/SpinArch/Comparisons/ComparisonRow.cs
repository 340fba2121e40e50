using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SpinArch.Comparisons;

/// <summary>One architecture of a comparison. Energies and times are those of a classification, all samples of an input.</summary>
public sealed record ComparisonRow
{
    /// <summary>The architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The network that it ran.</summary>
    public required string Network { get; init; }

    /// <summary>
    /// Samples of a classification: those asked for; 1 of a chip that draws nothing; under a wanted accuracy the fewest that reach it.
    /// </summary>
    public required int Samples { get; init; }

    /// <summary>Share of right answers of single samples, their mean.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Share of right answers of all samples together.</summary>
    public required double EnsembleAccuracy { get; init; }

    /// <summary>Negative log likelihood of the labels [nat].</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>Expected calibration error.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>
    /// How well predictive entropy tells the other images: area under the curve, 0.5 is chance. Null where none were asked for.
    /// </summary>
    public required double? Auroc { get; init; }

    /// <summary>From the arrival of the first input to its last result [ns].</summary>
    public required double LatencyNs { get; init; }

    /// <summary>Samples a second, sustained.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Inputs a second, sustained.</summary>
    public required double InputsPerSecond { get; init; }

    /// <summary>Energy [nJ].</summary>
    public required double EnergyNj { get; init; }

    /// <summary>Of it what is spent by actions [nJ].</summary>
    public required double DynamicNj { get; init; }

    /// <summary>Of it what is spent by being powered [nJ].</summary>
    public required double LeakageNj { get; init; }

    /// <summary>Of it what the paper of the architecture can have counted [nJ].</summary>
    public required double PaperScopeNj { get; init; }

    /// <summary>Energy times latency [nJ us].</summary>
    public required double EnergyDelayNjUs { get; init; }

    /// <summary>Area of the chip [mm2], as far as it is known.</summary>
    public required double AreaMm2 { get; init; }

    /// <summary>Units whose area nobody gives: the chip is larger by theirs, and is not to be ranked by area.</summary>
    public required ImmutableArray<string> AreaLacks { get; init; }

    /// <summary>Mean power of the run [mW].</summary>
    public required double PowerMw { get; init; }

    /// <summary>Random bits that a sample of one input draws.</summary>
    public required double RandomBitsPerSample { get; init; }

    /// <summary>What limits the rate.</summary>
    public required string LimitedBy { get; init; }

    /// <summary>Share of the energy that rests on figures nobody published.</summary>
    public required double AssumedShare { get; init; }

    /// <summary>What its paper prints of this network; null where nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ComparisonPublished? Published { get; init; }
}
