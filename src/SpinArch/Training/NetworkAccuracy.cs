using System.Runtime.Intrinsics;

namespace SpinArch.Training;

/// <summary>Accuracy of single networks sampled from the trained distribution: every weight drawn once, then all images.</summary>
internal sealed class NetworkAccuracy(TrainingRecipe recipe, IReadOnlyList<VariationalLayer> layers, ParallelOptions work)
{
    private const int BatchSize = 500;

    /// <summary>The number of classes.</summary>
    public int Classes => layers[^1].Outputs;

    /// <summary>The share of images that one sampled network classifies rightly.</summary>
    /// <param name="images">The images.</param>
    /// <param name="sample">Which network; negative for the network of the means.</param>
    /// <param name="quantised">Whether weights and hidden activations are rounded as the reference device does (4, 4 and 3 bits).</param>
    /// <param name="summed">Where given, the class probabilities are added to it, shape [images, classes], for the ensemble's answer.</param>
    /// <returns>0 to 1.</returns>
    public double OfSample(TrainingImages images, int sample, bool quantised, float[]? summed = null)
    {
        TrainingRecipe bits = quantised ? recipe.Quantised() : recipe with { MeanBits = 0, SigmaBits = 0, NeuronBits = 0 };
        float[][] weights = [.. layers.Select((layer, index) => Sample(layer, index, sample, bits))];
        int classes = layers[^1].Outputs;
        int[] noLabels = new int[1];
        float[] probabilities = new float[layers[^1].Stride];
        int right = 0;
        for (int from = 0; from < images.Count; from += BatchSize)
        {
            int rows = Math.Min(BatchSize, images.Count - from);
            float[] logits = Logits(images, from, rows, weights, bits.NeuronBits);
            for (int row = 0; row < rows; row++)
            {
                int start = row * layers[^1].Stride;
                right += SoftmaxLoss.Largest(logits.AsSpan(start, classes)) == images.Label(from + row) ? 1 : 0;
                if (summed is not null)
                {
                    // The gradient for class 0 is the probabilities with 1 taken from the first.
                    float[] line = logits[start..(start + layers[^1].Stride)];
                    SoftmaxLoss.Gradient(line, line.Length, classes, noLabels, probabilities);
                    probabilities[0] += 1;
                    for (int column = 0; column < classes; column++)
                    {
                        summed[((from + row) * classes) + column] += probabilities[column];
                    }
                }
            }
        }

        return (double)right / images.Count;
    }

    private float[] Sample(VariationalLayer layer, int index, int sample, TrainingRecipe bits)
    {
        float[] weights = (float[])layer.Mu.Clone();
        LevelQuantiser.Quantise(weights, layer.Stride, layer.Outputs, bits.MeanBits);
        if (sample < 0)
        {
            return weights;
        }

        float[] sigma = layer.Sigma();
        LevelQuantiser.Quantise(sigma, layer.Stride, layer.Outputs, bits.SigmaBits);
        float[] noise = new float[weights.Length];
        new DrawStream(recipe.Seed, DrawPurpose.Evaluation, sample, index).FillNormal(noise);
        for (int i = 0; i < weights.Length; i += 8)
        {
            (Vector256.Create(weights, i) + (Vector256.Create(sigma, i) * Vector256.Create(noise, i))).CopyTo(weights, i);
        }

        return weights;
    }

    private float[] Logits(TrainingImages images, int from, int rows, float[][] weights, int neuronBits)
    {
        int stride = MatrixProduct.Stride(layers[0].Inputs);
        float[] values = new float[rows * stride];
        for (int row = 0; row < rows; row++)
        {
            images.Fill(from + row, 0, 0, values.AsSpan(row * stride, stride));
        }

        for (int i = 0; i < layers.Count; i++)
        {
            float[] sums = new float[rows * layers[i].Stride];
            MatrixProduct.Multiply(work, values, MatrixProduct.Stride(layers[i].Inputs), 1, weights[i], sums, rows, layers[i].Stride, layers[i].Inputs);
            for (int j = 0; i + 1 < layers.Count && j < sums.Length; j++)
            {
                sums[j] = LevelQuantiser.Activation(Math.Clamp(sums[j], 0f, 1f), neuronBits);
            }

            values = sums;
        }

        return values;
    }
}
