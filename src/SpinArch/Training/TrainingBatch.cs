namespace SpinArch.Training;

/// <summary>The buffers of one layer for one batch; every array has one row an image, rows padded to a multiple of eight.</summary>
internal sealed class TrainingBatch(int images, int inputs, int outputs)
{
    /// <summary>Row stride of <see cref="Input"/>.</summary>
    public int InputStride { get; } = MatrixProduct.Stride(inputs);

    /// <summary>Row stride of <see cref="Mean"/>.</summary>
    public int OutputStride { get; } = MatrixProduct.Stride(outputs);

    /// <summary>x.</summary>
    public float[] Input { get; } = new float[images * MatrixProduct.Stride(inputs)];

    /// <summary>x squared.</summary>
    public float[] InputSquared { get; } = new float[images * MatrixProduct.Stride(inputs)];

    /// <summary>Mean of the pre-activation, then (backward) the gradient in it.</summary>
    public float[] Mean { get; } = new float[images * MatrixProduct.Stride(outputs)];

    /// <summary>Variance of the pre-activation, then (backward) the gradient in it.</summary>
    public float[] Variance { get; } = new float[images * MatrixProduct.Stride(outputs)];

    /// <summary>The standard normal draw of every pre-activation.</summary>
    public float[] Noise { get; } = new float[images * MatrixProduct.Stride(outputs)];

    /// <summary>The sampled pre-activation.</summary>
    public float[] Sum { get; } = new float[images * MatrixProduct.Stride(outputs)];

    /// <summary>Gradient in x through the mean, then the whole gradient.</summary>
    public float[] InputGradient { get; } = new float[images * MatrixProduct.Stride(inputs)];

    /// <summary>Gradient in x squared, through the variance.</summary>
    public float[] InputSquaredGradient { get; } = new float[images * MatrixProduct.Stride(inputs)];

    /// <summary>Transposed means, shape [outputs, InputStride].</summary>
    public float[] MuTransposed { get; } = new float[outputs * MatrixProduct.Stride(inputs)];

    /// <summary>Transposed variances, shape [outputs, InputStride].</summary>
    public float[] VarianceTransposed { get; } = new float[outputs * MatrixProduct.Stride(inputs)];
}
