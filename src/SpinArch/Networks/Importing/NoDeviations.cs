namespace SpinArch.Networks.Importing;

/// <summary>Weights that are their means.</summary>
internal sealed class NoDeviations : IDeviations
{
    /// <inheritdoc/>
    public double[]? Of(NamedTensor mean, bool isBias) => null;

    /// <inheritdoc/>
    public IEnumerable<string> Faults() => [];

    /// <inheritdoc/>
    public IEnumerable<string> Notes() =>
        ["Nothing is drawn: the weights are their means. --sigma, --sigma-scale or --mu-rho say how far they spread."];
}
