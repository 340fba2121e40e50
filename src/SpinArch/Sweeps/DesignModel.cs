using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SpinArch.Sweeps;

/// <summary>
/// What a figure of designs not looked at is likely to be: a Gaussian process (C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for
/// Machine Learning, 2006, chapters 2 and 5) with the kernel exp(-sum over knobs of theta x distance), each theta by the likelihood of
/// what is known.
/// </summary>
internal sealed class DesignModel
{
    private const double Nugget = 1e-6;
    private const int Rounds = 2;

    private static readonly double[] _thetas = [0.03, 0.1, 0.3, 1, 3, 10];

    private readonly ImmutableArray<KnobScale> _knobs;
    private readonly int[][] _designs;
    private readonly double[] _theta;
    private readonly double _mean;
    private readonly double _variance;
    private readonly Cholesky<double> _factor;
    private readonly Vector<double> _weights;

    /// <param name="knobs">The knobs.</param>
    /// <param name="designs">Designs that are known, two at least.</param>
    /// <param name="figures">Their figures.</param>
    /// <param name="start">Thetas to begin with; empty for none.</param>
    public DesignModel(ImmutableArray<KnobScale> knobs, int[][] designs, double[] figures, ImmutableArray<double> start)
    {
        (_knobs, _designs) = (knobs, designs);
        _mean = figures.Average();
        var centred = Vector<double>.Build.Dense(figures.Length, row => figures[row] - _mean);
        _theta = start.IsEmpty ? [.. knobs.Select(_ => 0.3)] : [.. start];
        double best = LikelihoodOf(_theta, centred).Likelihood;
        for (int round = 0; round < Rounds; round++)
        {
            for (int knob = 0; knob < _theta.Length; knob++)
            {
                double kept = _theta[knob];
                foreach (double tried in _thetas)
                {
                    _theta[knob] = tried;
                    double likelihood = LikelihoodOf(_theta, centred).Likelihood;
                    (best, kept) = likelihood > best ? (likelihood, tried) : (best, kept);
                }

                _theta[knob] = kept;
            }
        }

        (_, _variance, _factor, _weights) = LikelihoodOf(_theta, centred);
    }

    /// <summary>The thetas, for the next model.</summary>
    public ImmutableArray<double> Thetas => [.. _theta];

    /// <summary>The figure that is expected, and its standard deviation.</summary>
    /// <param name="design">A design.</param>
    public (double Mean, double Deviation) Of(int[] design)
    {
        var near = Vector<double>.Build.Dense(_designs.Length, row => Kernel(_theta, _designs[row], design));
        double known = near.DotProduct(_factor.Solve(near));
        return (_mean + near.DotProduct(_weights), Math.Sqrt(Math.Max(0, _variance * (1 - known))));
    }

    // The likelihood, its variance in closed form.
    private (double Likelihood, double Variance, Cholesky<double> Factor, Vector<double> Weights) LikelihoodOf(double[] theta,
        Vector<double> centred)
    {
        int count = _designs.Length;
        var matrix = Matrix<double>.Build.Dense(count, count);
        for (int row = 0; row < count; row++)
        {
            matrix[row, row] = 1 + Nugget;
            for (int column = 0; column < row; column++)
            {
                double kernel = Kernel(theta, _designs[row], _designs[column]);
                (matrix[row, column], matrix[column, row]) = (kernel, kernel);
            }
        }

        Cholesky<double> factor = matrix.Cholesky();
        Vector<double> weights = factor.Solve(centred);
        double variance = Math.Max(centred.DotProduct(weights) / count, double.Epsilon);
        return (-((count * Math.Log(variance)) + factor.DeterminantLn), variance, factor, weights);
    }

    private double Kernel(double[] theta, int[] left, int[] right)
    {
        double sum = 0;
        for (int knob = 0; knob < theta.Length; knob++)
        {
            sum += theta[knob] * _knobs[knob].Distance(left[knob], right[knob]);
        }

        return Math.Exp(-sum);
    }
}
