using SpinArch.Specs;

namespace SpinArch.Networks.Importing;

/// <summary>Deviations that a library of Bayesian layers keeps as rho, or as a logarithm, beside the means.</summary>
/// <param name="naming">The library's names.</param>
/// <param name="place">The file that is looked in, for messages.</param>
/// <param name="find">The tensor of a name, or null.</param>
internal sealed class MuRhoDeviations(MuRhoNaming naming, string place, Func<string, NamedTensor?> find) : IDeviations
{
    private readonly List<string> _plain = [];
    private int _found;

    /// <inheritdoc/>
    public double[]? Of(NamedTensor mean, bool isBias)
    {
        if (naming.SpreadOf(mean.Name) is not { } name)
        {
            _plain.Add(mean.Name);
            return null;
        }

        NamedTensor learned = find(name)
            ?? throw new ImportFault($"has means '{Quoted.Short(mean.Name)}', and {place} has no '{Quoted.Short(name)}' beside them");
        if (!learned.Extents.SequenceEqual(mean.Extents))
        {
            throw new ImportFault(
                $"has means '{Quoted.Short(mean.Name)}' of {MapShape.Text(mean.Extents)} and '{Quoted.Short(name)}' of "
                    + $"{MapShape.Text(learned.Extents)}");
        }

        _found++;
        return [.. learned.Weights().Select(naming.Deviation)];
    }

    /// <inheritdoc/>
    public IEnumerable<string> Faults() => _found > 0 ? [] :
        [$"no weights are named as {naming.Name} names means ({string.Join(", ", naming.WeightMeans)}), so nothing would be drawn"];

    /// <inheritdoc/>
    public IEnumerable<string> Notes() => _plain.Count == 0 ? [] :
        [$"Not drawn, since not named as {naming.Name} names means: {string.Join(", ", _plain.Select(Quoted.Short))}."];
}
