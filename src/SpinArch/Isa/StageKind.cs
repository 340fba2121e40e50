namespace SpinArch.Isa;

/// <summary>What a stage does with the windows of its input, by encoding.</summary>
public enum StageKind : byte
{
    /// <summary>Meets every window with a matrix of weights.</summary>
    Matrix = 0,

    /// <summary>Takes the largest value of each channel; places beside the map do not count.</summary>
    MaxPool = 1,

    /// <summary>Takes the mean value of each channel.</summary>
    AveragePool = 2,

    /// <summary>Adds maps of equal shape, each times a factor.</summary>
    Add = 3,
}
