using System.Text.Json.Serialization;

namespace SpinArch.Reports;

/// <summary>The published estimate of one image and one network sample, beside what this run gives per image and sample [nJ].</summary>
public sealed record ReconstructionReport
{
    /// <summary>Image and sample pairs in this run.</summary>
    public required long ImageSamples { get; init; }

    /// <summary>Paper scope of this run over the pairs: itemised, its choice of terms made after the published figure was known.</summary>
    public required double ReconstructionNj { get; init; }

    /// <summary>
    /// The low bound: random bits, crossbars, DACs at the power of one bit and ADC, dynamic only; absent of a chip that has none of them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required double? NamedBlocksNj { get; init; }

    /// <summary>As published, without a breakdown.</summary>
    public required double PublishedNj { get; init; }

    /// <summary>The chip that it was compared with, an image; null where none is published.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required double? BaselineNj { get; init; }

    /// <summary>Inputs a second as published; absent where they are not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required double? PublishedInputsPerSecond { get; init; }

    /// <summary>What the comparison is good for.</summary>
    public required string Note { get; init; }

    /// <summary>The paper.</summary>
    public required string Citation { get; init; }
}
