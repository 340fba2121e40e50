using SpinArch.Networks;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Energy;

/// <summary>Networks with drawn weights whose largest mean and sigma are known.</summary>
internal static class Weighted
{
    /// <summary>A network.</summary>
    /// <param name="mean">Magnitude of the largest mean of each layer.</param>
    /// <param name="sigma">The largest sigma of each layer.</param>
    /// <param name="sizes">Inputs, then outputs of each layer.</param>
    public static NetworkGraph Network(double mean, double sigma, params int[] sizes)
    {
        var random = new Random(17);
        NetworkGraph graph = Simulated.Timing(sizes);
        return graph with
        {
            Layers =
            [
                .. graph.Layers.Select(layer =>
                {
                    int weights = layer.Inputs * layer.Outputs;
                    return layer with
                    {
                        Mean = [(float)-mean, .. Enumerable.Range(1, weights - 1).Select(_ => (float)(mean * ((1.8 * random.NextDouble()) - 0.9)))],
                        Sigma = [(float)sigma, .. Enumerable.Range(1, weights - 1).Select(_ => (float)(sigma * 0.9 * random.NextDouble()))],
                    };
                }),
            ],
        };
    }
}
