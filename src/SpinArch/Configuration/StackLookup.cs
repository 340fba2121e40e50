using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace SpinArch.Configuration;

/// <summary>Layers as one configuration, in which the last one that holds a key wins.</summary>
internal sealed class StackLookup
{
    private readonly IConfigurationProvider[] providers;

    /// <param name="layers">The lowest first.</param>
    public StackLookup(ImmutableArray<ConfigurationLayer> layers)
    {
        Layers = layers;
        var builder = new ConfigurationBuilder();
        foreach (ConfigurationLayer layer in layers)
        {
            builder.Add(layer.Source);
        }

        providers = [.. ((ConfigurationRoot)builder.Build()).Providers];
    }

    /// <summary>The layers.</summary>
    public ImmutableArray<ConfigurationLayer> Layers { get; }

    /// <summary>The last provider that holds a key in any of its shapes: plain, an array's first element, a constant's value.</summary>
    public (ConfigurationLayer Layer, LayerValue Value)? Last(string key)
    {
        string path = key.Replace('.', ':');
        for (int i = providers.Length - 1; i >= 0; i--)
        {
            if (providers[i].TryGet(path, out _) || providers[i].TryGet(path + ":0", out _) || providers[i].TryGet(path + ":value", out _))
            {
                return (Layers[i], Layers[i].Values[key]);
            }
        }

        return null;
    }
}
