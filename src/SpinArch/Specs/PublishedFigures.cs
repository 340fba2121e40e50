using System.Collections.Immutable;

namespace SpinArch.Specs;

/// <summary>
/// What a paper prints of one chip and one workload, to stand beside what is simulated of the same. Nothing is computed with it, and it is
/// shown for that chip and that workload only.
/// </summary>
public sealed record PublishedFigures
{
    /// <summary>The paper.</summary>
    public required string Citation { get; init; }

    /// <summary>The network: its inputs, then the outputs of every layer.</summary>
    public required ImmutableArray<int> Layers { get; init; }

    /// <summary>What its images are called here, and what each of the names means.</summary>
    public required ImmutableSortedDictionary<string, string> Data { get; init; }

    /// <summary>The figures by <see cref="PublishedKey.Name"/>.</summary>
    public required ImmutableSortedDictionary<string, PublishedFigure> Figures { get; init; }

    /// <summary>The energy of one input and sample, where it is published, for a network of these sizes; null for any other.</summary>
    /// <param name="layers">The network: its inputs, then the outputs of every layer.</param>
    public PublishedFigure? EnergyOf(IEnumerable<int> layers) => Layers.SequenceEqual(layers) ? Find(PublishedKey.EnergyNj) : null;

    /// <summary>The accuracies that are published, for a network of these sizes and these images; none for any other.</summary>
    /// <param name="layers">The network: its inputs, then the outputs of every layer.</param>
    /// <param name="data">What the images are called.</param>
    public IEnumerable<(string Name, PublishedFigure Figure)> AccuraciesOf(IEnumerable<int> layers, string data)
    {
        if (Layers.SequenceEqual(layers) && Data.ContainsKey(data))
        {
            foreach ((string name, string key) in ((string, string)[])[("ideal", PublishedKey.IdealAccuracyPercent),
                ("constrained", PublishedKey.DeviceAccuracyPercent)])
            {
                if (Find(key) is { } figure)
                {
                    yield return (name, figure);
                }
            }
        }
    }

    /// <summary>A figure; null where the paper does not print it.</summary>
    /// <param name="key">Its <see cref="PublishedKey.Name"/>.</param>
    public PublishedFigure? Find(string key) => Figures.GetValueOrDefault(key);
}
