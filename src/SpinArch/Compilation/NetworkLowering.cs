using System.Collections.Immutable;
using SpinArch.Networks;

namespace SpinArch.Compilation;

/// <summary>
/// From layers to matrices. Whether the vectors of a matrix differ between the samples of an input follows from where they come from: the
/// network's inputs are the same for all samples, and what comes out of a matrix whose weights are drawn for each sample is not.
/// </summary>
public static class NetworkLowering
{
    /// <summary>The matrices of a network, each after those that feed it.</summary>
    /// <param name="graph">The network.</param>
    public static ImmutableArray<LoweredMatrix> Lower(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var matrices = ImmutableArray.CreateBuilder<LoweredMatrix>(graph.Layers.Length);
        foreach (NetworkLayer layer in graph.Layers)
        {
            int? source = matrices.Count == 0 ? null : matrices.Count - 1;
            matrices.Add(new LoweredMatrix
            {
                Index = matrices.Count,
                Layer = layer,
                Rows = layer.Rows,
                Columns = layer.Outputs,
                Positions = 1,
                Source = source,
                InputsVary = source is { } from && ResultsVary(matrices[from]),
            });
        }

        return matrices.ToImmutable();
    }

    // Every weight is a Gaussian that each sample draws anew; one without deviation is drawn too. A layer of fixed weights would pass on
    // what it gets.
    private static bool ResultsVary(LoweredMatrix matrix) => matrix.Layer.IsDrawn || matrix.InputsVary;
}
