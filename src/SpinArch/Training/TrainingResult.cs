namespace SpinArch.Training;

/// <summary>What a training run came to.</summary>
public sealed record TrainingResult
{
    /// <summary>Training images, floating point.</summary>
    public required AccuracyFigures Train { get; init; }

    /// <summary>Test images, floating point.</summary>
    public required AccuracyFigures Test { get; init; }

    /// <summary>Training images, 4-bit weights and 3-bit neurons.</summary>
    public required AccuracyFigures TrainQuantised { get; init; }

    /// <summary>Test images, 4-bit weights and 3-bit neurons.</summary>
    public required AccuracyFigures TestQuantised { get; init; }
}
