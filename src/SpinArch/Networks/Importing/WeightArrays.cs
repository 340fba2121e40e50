using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>The arrays of an imported network's weights file, in the order of its nodes, as PyTorch lays them out: outputs first.</summary>
internal static class WeightArrays
{
    /// <summary>The arrays.</summary>
    /// <param name="network">The network.</param>
    public static List<NumpyArray> Of(ImportedNetwork network)
    {
        List<NumpyArray> arrays = [];
        foreach (ImportedNode node in network.Nodes)
        {
            if (node.Weights is { } weights)
            {
                Add(arrays, node.Name, Shape(node, weights), weights.Matrix);
                if (weights.Bias is { } bias)
                {
                    Add(arrays, node.Name + ".bias", [weights.Outputs], bias);
                }
            }
        }

        if (!network.Calibration.IsEmpty)
        {
            int values = network.Calibration[0].Length;
            byte[] pixels = [.. network.Calibration.SelectMany(image => image)];
            arrays.Add(NumpyArray.FromBytes(NetworkWeights.CalibrationName, [network.Calibration.Length, values], pixels));
        }

        return arrays;
    }

    private static ImmutableArray<int> Shape(ImportedNode node, ImportedWeights weights) => node.Window is { } window
        ? [weights.Outputs, weights.Rows / (window.Size.Y * window.Size.X), window.Size.Y, window.Size.X]
        : [weights.Outputs, weights.Rows];

    private static void Add(List<NumpyArray> arrays, string name, ImmutableArray<int> shape, WeightPair weights)
    {
        arrays.Add(NumpyArray.FromSingles(name + ".mu", shape, Singles(weights.Mean)));
        if (weights.Sigma is { } sigma)
        {
            arrays.Add(NumpyArray.FromSingles(name + ".sigma", shape, Singles(sigma)));
        }
    }

    private static float[] Singles(double[] values) => Array.ConvertAll(values, value => (float)value);
}
