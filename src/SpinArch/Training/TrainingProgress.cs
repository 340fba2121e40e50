namespace SpinArch.Training;

/// <summary>How far a training run is, after an epoch.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Loss">Mean cross-entropy of a training image in the epoch.</param>
/// <param name="TrainAccuracy">Share of training images classified rightly in passing, shifts and noise included.</param>
/// <param name="TestAccuracy">Share of test images that one sampled network classifies rightly, in the recipe's arithmetic.</param>
/// <param name="TimeLeft">Estimated time to the end.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, double Loss, double TrainAccuracy, double TestAccuracy, TimeSpan TimeLeft);
