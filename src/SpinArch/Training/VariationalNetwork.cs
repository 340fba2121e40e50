using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace SpinArch.Training;

/// <summary>
/// The network under training: forward and backward pass with the local reparameterisation, y = x mu + sqrt(x^2 sigma^2) e with a fresh e for
/// every image and output, which has exactly the distribution of drawing every weight afresh for every image, as the hardware does.
/// Source: D. Kingma, T. Salimans, M. Welling, "Variational dropout and the local reparameterization trick", NIPS 2015.
/// </summary>
internal sealed class VariationalNetwork
{
    // Keeps the root of the variance, and its slope, finite where no input is driven.
    private const float VarianceFloor = 1e-10f;

    private readonly ParallelOptions _work;
    private readonly TrainingRecipe _recipe;
    private readonly TrainingBatch[] _buffers;

    public VariationalNetwork(TrainingRecipe recipe, ParallelOptions work)
    {
        _work = work;
        _recipe = recipe;
        ImmutableArray<int> sizes = recipe.Sizes;
        Layers = [.. Enumerable.Range(0, sizes.Length - 1).Select(i => new VariationalLayer(
            sizes[i], sizes[i + 1], recipe.InitialRho, new DrawStream(recipe.Seed, DrawPurpose.Initial, Part: i)))];
        _buffers = [.. Layers.Select(layer => new TrainingBatch(recipe.BatchSize, layer.Inputs, layer.Outputs))];
    }

    /// <summary>The layers, first to last.</summary>
    public ImmutableArray<VariationalLayer> Layers { get; }

    /// <summary>The row of the first layer's input that an image goes to.</summary>
    /// <param name="row">The row in the batch.</param>
    /// <returns>The row.</returns>
    public Span<float> InputRow(int row) => _buffers[0].Input.AsSpan(row * _buffers[0].InputStride, _buffers[0].InputStride);

    /// <summary>One forward and backward pass over the batch in the input rows; leaves the gradients of the mean cross-entropy in the layers.</summary>
    /// <param name="labels">The class of every row.</param>
    /// <param name="step">The step, which keys the noise.</param>
    /// <returns>Sum of cross-entropies, and how many rows were classified rightly.</returns>
    public (double Loss, int Right) Gradient(ReadOnlySpan<int> labels, int step)
    {
        int rows = labels.Length;
        for (int i = 0; i < Layers.Length; i++)
        {
            Layers[i].PrepareForward(_recipe.MeanBits, _recipe.SigmaBits);
            Forward(i, rows, step);
        }

        TrainingBatch last = _buffers[^1];
        (double loss, int right) = SoftmaxLoss.Gradient(last.Sum, last.OutputStride, Layers[^1].Outputs, labels, last.Mean);
        for (int i = Layers.Length - 1; i >= 0; i--)
        {
            Backward(i, rows);
        }

        return (loss, right);
    }

    private void Forward(int index, int rows, int step)
    {
        VariationalLayer layer = Layers[index];
        TrainingBatch buffer = _buffers[index];
        int count = rows * buffer.InputStride;
        for (int i = 0; i < count; i += 8)
        {
            Vector256<float> x = Vector256.Create(buffer.Input, i);
            (x * x).CopyTo(buffer.InputSquared, i);
        }

        MatrixProduct.Multiply(_work, buffer.Input, buffer.InputStride, 1, layer.ForwardMu, buffer.Mean, rows, layer.Stride, layer.Inputs);
        MatrixProduct.Multiply(_work, buffer.InputSquared, buffer.InputStride, 1, layer.ForwardVariance, buffer.Variance, rows, layer.Stride, layer.Inputs);
        int outputs = rows * layer.Stride;
        new DrawStream(_recipe.Seed, DrawPurpose.Noise, step, index).FillNormal(buffer.Noise.AsSpan(0, outputs));
        for (int i = 0; i < outputs; i += 8)
        {
            Vector256<float> variance = Vector256.Create(buffer.Variance, i) + Vector256.Create(VarianceFloor);
            (Vector256.Create(buffer.Mean, i) + (Vector256.Sqrt(variance) * Vector256.Create(buffer.Noise, i))).CopyTo(buffer.Sum, i);
        }

        if (index + 1 < Layers.Length)
        {
            float[] next = _buffers[index + 1].Input;
            for (int i = 0; i < outputs; i++)
            {
                next[i] = LevelQuantiser.Activation(Math.Clamp(buffer.Sum[i], 0f, 1f), _recipe.NeuronBits);
            }
        }
    }

    // On entry Mean holds the gradient in the pre-activation, which is also the gradient in its mean.
    private void Backward(int index, int rows)
    {
        VariationalLayer layer = Layers[index];
        TrainingBatch buffer = _buffers[index];
        int outputs = rows * layer.Stride;
        for (int i = 0; i < outputs; i += 8)
        {
            Vector256<float> variance = Vector256.Create(buffer.Variance, i) + Vector256.Create(VarianceFloor);
            (Vector256.Create(buffer.Mean, i) * Vector256.Create(buffer.Noise, i) * Vector256.Create(0.5f) / Vector256.Sqrt(variance))
                .CopyTo(buffer.Variance, i);
        }

        MatrixProduct.Multiply(_work, buffer.Input, 1, buffer.InputStride, buffer.Mean, layer.MuGradient, layer.Inputs, layer.Stride, rows);
        MatrixProduct.Multiply(_work, buffer.InputSquared, 1, buffer.InputStride, buffer.Variance, layer.VarianceGradient, layer.Inputs, layer.Stride, rows);
        if (index == 0)
        {
            return;
        }

        MatrixProduct.Transpose(layer.ForwardMu, layer.Inputs, layer.Outputs, layer.Stride, buffer.MuTransposed, buffer.InputStride);
        MatrixProduct.Transpose(layer.ForwardVariance, layer.Inputs, layer.Outputs, layer.Stride, buffer.VarianceTransposed, buffer.InputStride);
        MatrixProduct.Multiply(_work, buffer.Mean, layer.Stride, 1, buffer.MuTransposed, buffer.InputGradient, rows, buffer.InputStride, layer.Outputs);
        MatrixProduct.Multiply(_work, buffer.Variance, layer.Stride, 1, buffer.VarianceTransposed, buffer.InputSquaredGradient, rows, buffer.InputStride, layer.Outputs);

        // The saturating-linear neuron: slope 1 strictly inside [0, 1], 0 outside; a quantised activation is passed straight through.
        TrainingBatch before = _buffers[index - 1];
        int inputs = rows * buffer.InputStride;
        for (int i = 0; i < inputs; i += 8)
        {
            Vector256<float> gradient = Vector256.Create(buffer.InputGradient, i)
                + (Vector256.Create(buffer.Input, i) * Vector256.Create(buffer.InputSquaredGradient, i) * Vector256.Create(2f));
            Vector256<float> sum = Vector256.Create(before.Sum, i);
            Vector256<float> inside = Vector256.GreaterThan(sum, Vector256<float>.Zero) & Vector256.LessThan(sum, Vector256<float>.One);
            (gradient & inside).CopyTo(before.Mean, i);
        }
    }
}
