using System.Runtime.Intrinsics;

namespace SpinArch.Training;

/// <summary>
/// One layer's variational parameters and Adam's moments. Weights are Gaussian, w ~ N(mu, sigma^2) with sigma = ln(1 + e^rho). All arrays have
/// shape [Inputs, Stride]: fan-in by outputs, rows padded to a multiple of eight; padded columns feed nothing.
/// </summary>
internal sealed class VariationalLayer
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    /// <summary>Makes a layer with mu ~ N(0, 1 / fan-in) and constant rho.</summary>
    /// <param name="inputs">Fan-in.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="initialRho">rho of every weight.</param>
    /// <param name="draws">The initial draws.</param>
    public VariationalLayer(int inputs, int outputs, double initialRho, DrawStream draws)
    {
        Inputs = inputs;
        Outputs = outputs;
        Stride = MatrixProduct.Stride(outputs);
        int count = inputs * Stride;
        Mu = new float[count];
        Rho = new float[count];
        MuFirst = new float[count];
        MuSecond = new float[count];
        RhoFirst = new float[count];
        RhoSecond = new float[count];
        ForwardMu = new float[count];
        ForwardVariance = new float[count];
        MuGradient = new float[count];
        VarianceGradient = new float[count];
        draws.FillNormal(Mu);
        float scale = 1f / MathF.Sqrt(inputs);
        for (int i = 0; i < count; i++)
        {
            Mu[i] = i % Stride < outputs ? Mu[i] * scale : 0;
        }

        Array.Fill(Rho, (float)initialRho);
    }

    /// <summary>Fan-in.</summary>
    public int Inputs { get; }

    /// <summary>Outputs.</summary>
    public int Outputs { get; }

    /// <summary>Outputs padded to a multiple of eight.</summary>
    public int Stride { get; }

    /// <summary>Means.</summary>
    public float[] Mu { get; }

    /// <summary>Raw spreads: sigma = ln(1 + e^rho).</summary>
    public float[] Rho { get; }

    /// <summary>Adam's first moment of mu.</summary>
    public float[] MuFirst { get; }

    /// <summary>Adam's second moment of mu.</summary>
    public float[] MuSecond { get; }

    /// <summary>Adam's first moment of rho.</summary>
    public float[] RhoFirst { get; }

    /// <summary>Adam's second moment of rho.</summary>
    public float[] RhoSecond { get; }

    /// <summary>Means as the forward pass uses them: quantised where the recipe says so.</summary>
    public float[] ForwardMu { get; }

    /// <summary>Variances as the forward pass uses them.</summary>
    public float[] ForwardVariance { get; }

    /// <summary>Gradient of the loss in <see cref="ForwardMu"/>, passed straight through the quantiser.</summary>
    public float[] MuGradient { get; }

    /// <summary>Gradient of the loss in <see cref="ForwardVariance"/>.</summary>
    public float[] VarianceGradient { get; }

    /// <summary>The spreads, unquantised.</summary>
    /// <returns>sigma, shape [Inputs, Stride].</returns>
    public float[] Sigma()
    {
        float[] sigma = new float[Rho.Length];
        for (int i = 0; i < sigma.Length; i += 8)
        {
            VectorMath.Softplus(Vector256.Create(Rho, i), out _).CopyTo(sigma, i);
        }

        return sigma;
    }

    /// <summary>Sets the arrays of the forward pass from mu and rho.</summary>
    /// <param name="meanBits">Bits of the mean levels, 0 for none.</param>
    /// <param name="sigmaBits">Bits of the sigma levels, 0 for none.</param>
    public void PrepareForward(int meanBits, int sigmaBits)
    {
        float[] sigma = Sigma();
        Mu.CopyTo(ForwardMu, 0);
        LevelQuantiser.Quantise(ForwardMu, Stride, Outputs, meanBits);
        LevelQuantiser.Quantise(sigma, Stride, Outputs, sigmaBits);
        for (int i = 0; i < sigma.Length; i += 8)
        {
            Vector256<float> value = Vector256.Create(sigma, i);
            (value * value).CopyTo(ForwardVariance, i);
        }
    }

    /// <summary>
    /// One step of Adam on mu and rho for mean cross-entropy + <paramref name="klScale"/> x KL(q || N(0, priorSigma^2)); per weight
    /// KL = ln(priorSigma / sigma) + (sigma^2 + mu^2) / (2 priorSigma^2) - 1/2.
    /// </summary>
    /// <param name="work">Threads; every element is independent.</param>
    /// <param name="rate">Step size, bias corrections included by the caller's <paramref name="secondCorrection"/>.</param>
    /// <param name="secondCorrection">1 / (1 - beta2^t).</param>
    /// <param name="klScale">KL weight over the number of training images.</param>
    /// <param name="priorSigma">Standard deviation of the prior.</param>
    public void Update(ParallelOptions work, float rate, float secondCorrection, float klScale, float priorSigma)
    {
        const int Chunk = 8_192;
        float inverse = 1f / (priorSigma * priorSigma);
        Parallel.For(0, (Mu.Length + Chunk - 1) / Chunk, work, chunk =>
        {
            int end = Math.Min(Mu.Length, (chunk + 1) * Chunk);
            for (int i = chunk * Chunk; i < end; i += 8)
            {
                Vector256<float> mu = Vector256.Create(Mu, i);
                Vector256<float> sigma = VectorMath.Softplus(Vector256.Create(Rho, i), out Vector256<float> slope);
                Vector256<float> muGradient = Vector256.Create(MuGradient, i) + (mu * (klScale * inverse));

                // The loss sees sigma through its square; the quantiser is passed straight through.
                Vector256<float> sigmaGradient = (Vector256.Create(VarianceGradient, i) * (sigma * 2f))
                    + (((sigma * inverse) - (Vector256<float>.One / sigma)) * klScale);
                Step(Mu, MuFirst, MuSecond, i, muGradient, rate, secondCorrection);
                Step(Rho, RhoFirst, RhoSecond, i, sigmaGradient * slope, rate, secondCorrection);
            }
        });
    }

    /// <summary>The bias corrections of step t (from 1) for the two moments.</summary>
    /// <param name="t">The step.</param>
    /// <returns>1 / (1 - beta1^t) and 1 / (1 - beta2^t).</returns>
    public static (float First, float Second) Corrections(long t) => ((float)(1 / (1 - Power(Beta1, t))), (float)(1 / (1 - Power(Beta2, t))));

    private static void Step(float[] value, float[] first, float[] second, int i, Vector256<float> gradient, float rate, float correction)
    {
        Vector256<float> m = (Vector256.Create(first, i) * Beta1) + (gradient * (1 - Beta1));
        Vector256<float> v = (Vector256.Create(second, i) * Beta2) + (gradient * gradient * (1 - Beta2));
        m.CopyTo(first, i);
        v.CopyTo(second, i);
        (Vector256.Create(value, i) - (m * rate / (Vector256.Sqrt(v * correction) + Vector256.Create(Epsilon)))).CopyTo(value, i);
    }

    // Repeated multiplication in double: unlike Math.Pow, the same on every machine.
    private static double Power(double value, long exponent)
    {
        double result = 1;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            result = (exponent & 1) == 1 ? result * value : result;
        }

        return result;
    }
}
