namespace SpinArch.Functional;

/// <summary>What the samples say of one input.</summary>
public sealed class ImagePrediction
{
    // Shares of equal probabilities differ by rounding alone, which stays far below this; unequal ones that come so near are equal to anyone.
    private const double ProbabilityTie = 1e-12;

    /// <param name="label">The right answer.</param>
    /// <param name="samples">Monte-Carlo samples.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="results">
    /// In units, [samples][outputs]; of more samples the first are taken. Whole numbers where the hardware's are: then sums are exact, and
    /// equal ones equal.
    /// </param>
    /// <param name="unit">Value of a unit.</param>
    internal ImagePrediction(int label, int samples, int outputs, ReadOnlySpan<double> results, double unit)
    {
        Label = label;
        Mean = new double[outputs];
        StdDev = new double[outputs];
        Probabilities = new double[outputs];
        SampleIsRight = new bool[samples];
        double[] sums = new double[outputs];
        double[] probabilities = new double[outputs];
        double entropies = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<double> values = results.Slice(sample * outputs, outputs);
            Softmax(values, unit, probabilities);
            entropies += Entropy(probabilities);
            SampleIsRight[sample] = Largest(values) == label;
            for (int output = 0; output < outputs; output++)
            {
                sums[output] += values[output];
                Probabilities[output] += probabilities[output] / samples;
            }
        }

        for (int output = 0; output < outputs; output++)
        {
            Mean[output] = unit * sums[output] / samples;
            double squares = 0;
            for (int sample = 0; sample < samples; sample++)
            {
                double difference = (unit * results[(sample * outputs) + output]) - Mean[output];
                squares += difference * difference;
            }

            StdDev[output] = Math.Sqrt(squares / samples);
        }

        Predicted = Largest(sums);
        PredictiveEntropy = Entropy(Probabilities);
        MutualInformation = Math.Max(0, PredictiveEntropy - (entropies / samples));
    }

    /// <summary>The right answer.</summary>
    public int Label { get; }

    /// <summary>The output with the highest mean, the first of equals: the chip's answer.</summary>
    public int Predicted { get; }

    /// <summary>Mean of each output's value over the samples.</summary>
    public double[] Mean { get; }

    /// <summary>Spread of each output's value over the samples (population).</summary>
    public double[] StdDev { get; }

    /// <summary>Softmax of the outputs, averaged over the samples.</summary>
    public double[] Probabilities { get; }

    /// <summary>Whether each single sampled network answers rightly.</summary>
    public bool[] SampleIsRight { get; }

    /// <summary>Entropy of <see cref="Probabilities"/> [nat]: all uncertainty.</summary>
    public double PredictiveEntropy { get; }

    /// <summary>What of it comes from the weights [nat]: the entropy above less the mean entropy of a sample.</summary>
    public double MutualInformation { get; }

    /// <summary>Whether the chip's answer is right.</summary>
    public bool IsRight => Predicted == Label;

    /// <summary>The index of the largest value, the first of equals.</summary>
    internal static int Largest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    /// <summary>The index of the largest probability, the first of those that differ by rounding alone.</summary>
    internal static int MostProbable(ReadOnlySpan<double> probabilities)
    {
        double largest = probabilities[Largest(probabilities)];
        int first = 0;
        while (probabilities[first] < largest - ProbabilityTie)
        {
            first++;
        }

        return first;
    }

    private static void Softmax(ReadOnlySpan<double> values, double unit, Span<double> probabilities)
    {
        double largest = values[Largest(values)];
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            probabilities[i] = Math.Exp(unit * (values[i] - largest));
            sum += probabilities[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            probabilities[i] /= sum;
        }
    }

    private static double Entropy(ReadOnlySpan<double> probabilities)
    {
        double entropy = 0;
        foreach (double probability in probabilities)
        {
            entropy -= probability > 0 ? probability * Math.Log(probability) : 0;
        }

        return entropy;
    }
}
