using System.Globalization;

namespace SpinArch.Networks.Importing;

/// <summary>
/// A deviation in proportion to each weight's magnitude, as variational Gaussian dropout has it with alpha = scale^2 (Kingma, Salimans,
/// Welling, NIPS 2015); biases are left as they are, as dropout leaves them.
/// </summary>
/// <param name="scale">Deviation over magnitude.</param>
internal sealed class RelativeDeviations(double scale) : IDeviations
{
    /// <inheritdoc/>
    public double[]? Of(NamedTensor mean, bool isBias) =>
        isBias || scale == 0 ? null : [.. mean.Weights().Select(value => scale * Math.Abs(value))];

    /// <inheritdoc/>
    public IEnumerable<string> Faults() => [];

    /// <inheritdoc/>
    public IEnumerable<string> Notes() =>
        [string.Create(CultureInfo.InvariantCulture,
            $"sigma = {scale} x |mu| of every weight, biases not drawn: assumed by --sigma-scale, learned from "
            + $"nothing.")];
}
