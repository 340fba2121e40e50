using System.Runtime.Intrinsics;

namespace SpinArch.Training;

/// <summary>Softmax cross-entropy over the real columns of padded rows.</summary>
internal static class SoftmaxLoss
{
    /// <summary>Writes the gradient of the mean cross-entropy over the rows; padded columns get 0.</summary>
    /// <param name="logits">Shape [rows, stride].</param>
    /// <param name="stride">Row stride, a multiple of eight.</param>
    /// <param name="classes">Columns that count.</param>
    /// <param name="labels">The class of every row.</param>
    /// <param name="gradient">Shape [rows, stride].</param>
    /// <returns>Sum of the cross-entropies, and how many rows have their largest logit at the label.</returns>
    public static (double Loss, int Right) Gradient(float[] logits, int stride, int classes, ReadOnlySpan<int> labels, float[] gradient)
    {
        double loss = 0;
        int right = 0;
        float[] powers = new float[stride];
        float share = 1f / labels.Length;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> line = logits.AsSpan(row * stride, stride);
            int best = Largest(line[..classes]);
            right += best == labels[row] ? 1 : 0;
            for (int i = 0; i < stride; i += 8)
            {
                VectorMath.Exp(Vector256.Create(line.Slice(i, 8)) - Vector256.Create(line[best])).CopyTo(powers, i);
            }

            float total = 0;
            for (int column = 0; column < classes; column++)
            {
                total += powers[column];
            }

            for (int column = 0; column < stride; column++)
            {
                float target = column == labels[row] ? 1 : 0;
                gradient[(row * stride) + column] = column < classes ? ((powers[column] / total) - target) * share : 0;
            }

            loss += VectorMath.Log(Vector256.Create(total)).ToScalar() + line[best] - line[labels[row]];
        }

        return (loss, right);
    }

    /// <summary>The index of the largest value, the first of equals.</summary>
    /// <param name="values">At least one value.</param>
    /// <returns>Its index.</returns>
    public static int Largest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
