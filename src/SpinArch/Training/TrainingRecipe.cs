using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Training;

/// <summary>Everything that decides a training run's bytes, together with the images: shapes, schedule, prior, augmentation, quantisation, seed.</summary>
public sealed record TrainingRecipe
{
    /// <summary>Inputs, hidden sizes and outputs, in order; at least two, the last at least as large as the number of classes.</summary>
    public ImmutableArray<int> Sizes { get; init; } = [784, 200, 200, 10];

    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Images a step; the last step of an epoch takes what is left.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Adam's step size at the start; it falls to 0 over the run as half a cosine.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight of the Kullback-Leibler term: the loss of an image is its cross-entropy + weight x KL / number of training images (1 is the full evidence bound).</summary>
    public double KlWeight { get; init; } = 0.1;

    /// <summary>Standard deviation of the Gaussian prior N(0, s^2) of every weight.</summary>
    public double PriorSigma { get; init; } = 0.1;

    /// <summary>Initial rho; sigma = ln(1 + e^rho).</summary>
    public double InitialRho { get; init; } = -5;

    /// <summary>Every training image is shifted by up to so many pixels along each axis, drawn anew each epoch; 0 for none.</summary>
    public int Shift { get; init; } = 1;

    /// <summary>Bits of the mean levels (and sign) in the forward pass; 0 for floating point.</summary>
    public int MeanBits { get; init; }

    /// <summary>Bits of the sigma levels in the forward pass; 0 for floating point.</summary>
    public int SigmaBits { get; init; }

    /// <summary>Bits of a hidden activation in the forward pass; 0 for floating point.</summary>
    public int NeuronBits { get; init; }

    /// <summary>The seed of every draw.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The recipe with the reference device's quantisation in the loop: 4-bit levels, 3-bit neurons.</summary>
    /// <returns>A copy.</returns>
    public TrainingRecipe Quantised() => this with { MeanBits = 4, SigmaBits = 4, NeuronBits = 3 };

    /// <summary>Checks every value against its range.</summary>
    /// <exception cref="InputException">A value is out of range; the message names it and what is allowed.</exception>
    public void Validate()
    {
        if (Sizes.Length < 2 || Sizes.Any(size => size is < 1 or > 16_384))
        {
            throw new InputException("training recipe", "sizes must be two or more numbers from 1 to 16384");
        }

        Check("epochs", Epochs, 1, 10_000);
        Check("batchSize", BatchSize, 1, 65_536);
        Check("learningRate", LearningRate, 1e-9, 1);
        Check("klWeight", KlWeight, 0, 1_000);
        Check("priorSigma", PriorSigma, 1e-3, 1_000);
        Check("initialRho", InitialRho, -20, 20);
        Check("shift", Shift, 0, 8);
        Check("meanBits", MeanBits, 0, 16);
        Check("sigmaBits", SigmaBits, 0, 16);
        Check("neuronBits", NeuronBits, 0, 16);
    }

    private static void Check(string name, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            throw new InputException("training recipe", FormattableString.Invariant($"{name} is {value}; allowed is {low} to {high}"));
        }
    }
}
