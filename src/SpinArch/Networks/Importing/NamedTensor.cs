using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>A constant of someone else's file: real numbers or whole ones, under a name.</summary>
internal sealed record NamedTensor
{
    /// <summary>Its name in the file.</summary>
    public required string Name { get; init; }

    /// <summary>Its extents; none for a scalar.</summary>
    public required ImmutableArray<int> Extents { get; init; }

    /// <summary>Real elements in C order; null where they are whole.</summary>
    public double[]? Reals { get; init; }

    /// <summary>Whole elements in C order; null where they are real.</summary>
    public long[]? Integers { get; init; }

    /// <summary>
    /// Standard deviations of real elements that the file itself draws anew for every input; null where they are certain.
    /// </summary>
    public double[]? Sigma { get; init; }

    /// <summary>How many elements.</summary>
    public int Count => Reals?.Length ?? Integers!.Length;

    /// <summary>Elements as weights.</summary>
    /// <exception cref="ImportFault">They are whole numbers, or one is not finite.</exception>
    public double[] Weights()
    {
        if (Sigma is not null)
        {
            throw new ImportFault($"takes '{Name}', which is drawn, where certain values are needed");
        }

        return Finite();
    }

    /// <summary>Elements as the means of weights, drawn or not.</summary>
    /// <exception cref="ImportFault">They are whole numbers, or one is not finite.</exception>
    public double[] Finite()
    {
        double[] values = Reals ?? throw new ImportFault($"takes '{Name}', whose elements are whole numbers, as weights; real ones are "
            + "needed");
        int wrong = Array.FindIndex(values, value => !double.IsFinite(value));
        return wrong < 0 ? values
            : throw new ImportFault(FormattableString.Invariant($"takes '{Name}', which holds {values[wrong]} at element {wrong}"));
    }

    /// <summary>The same elements under other extents.</summary>
    public NamedTensor Reshaped(string name, ImmutableArray<int> extents) =>
        extents.Aggregate(1L, (count, extent) => count * extent) == Count
            ? this with { Name = name, Extents = extents }
            : throw new ImportFault($"makes {MapShape.Text(extents)} of '{Name}', {MapShape.Text(Extents)}, which has another number of "
                + "values");

    /// <summary>Extents in another order.</summary>
    public NamedTensor Transposed(string name, ImmutableArray<int> axes)
    {
        int[] order = TransposedOrder.Of(Extents, axes);
        return new NamedTensor
        {
            Name = name,
            Extents = [.. axes.Select(axis => Extents[axis])],
            Reals = Reals is { } reals ? [.. order.Select(place => reals[place])] : null,
            Sigma = Sigma is { } sigma ? [.. order.Select(place => sigma[place])] : null,
            Integers = Integers is { } whole ? [.. order.Select(place => whole[place])] : null,
        };
    }
}
