using System.Globalization;

using SpinArch.Specs;

namespace SpinArch.Networks.Importing;

/// <summary>Deviations that stand in tensors of the same names in another file.</summary>
/// <param name="place">The file, for messages.</param>
/// <param name="find">The tensor of a name, or null.</param>
internal sealed class TensorDeviations(string place, Func<string, NamedTensor?> find) : IDeviations
{
    private int _found;

    /// <inheritdoc/>
    public double[]? Of(NamedTensor mean, bool isBias)
    {
        NamedTensor sigma = find(mean.Name)
            ?? throw new ImportFault($"has weights '{Quoted.Short(mean.Name)}'; {place} has no tensor of that name");
        if (!sigma.Extents.SequenceEqual(mean.Extents))
        {
            throw new ImportFault(
                $"has weights '{Quoted.Short(mean.Name)}' of {MapShape.Text(mean.Extents)}; in {place} they are "
                    + $"{MapShape.Text(sigma.Extents)}");
        }

        _found++;
        return Checked(sigma.Weights(), place, sigma.Name);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Faults() => _found > 0 ? [] : ["holds no standard deviation that was asked for"];

    /// <inheritdoc/>
    public IEnumerable<string> Notes() => [];

    /// <summary>Values that are deviations.</summary>
    /// <exception cref="ImportFault">One is negative.</exception>
    public static double[] Checked(double[] values, string place, string name)
    {
        int wrong = Array.FindIndex(values, value => value < 0);
        return wrong < 0
            ? values
            : throw new ImportFault(string.Create(CultureInfo.InvariantCulture,
                $"takes '{Quoted.Short(name)}' of {place} as standard deviations; it holds {values[wrong]} at element {wrong}, and they "
                    + $"are not negative"));
    }
}
