namespace SpinArch.Functional;

/// <summary>
/// What every layer's converters did: one of these for each thread, added up at the end, so that the order of threads is of no account.
/// </summary>
internal sealed class ConversionTally(int layers)
{
    private readonly Lock gate = new();

    /// <summary>By layer.</summary>
    public LayerConversions[] Layers { get; } = [.. Enumerable.Range(0, layers).Select(_ => new LayerConversions())];

    /// <summary>Adds what a thread counted, which has ended.</summary>
    public void Add(ConversionTally other)
    {
        lock (gate)
        {
            for (int layer = 0; layer < Layers.Length; layer++)
            {
                Layers[layer].Add(other.Layers[layer]);
            }
        }
    }
}
