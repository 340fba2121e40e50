using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Cuts convolutions of several groups into convolutions of one, each of as many groups as a crossbar holds side by side: their kernels lie
/// along the diagonal, and elsewhere is nothing (<c>docs/arithmetic.md</c>, section 14). Their results are joined again.
/// </summary>
internal static class NetworkGroups
{
    /// <summary>The network without groups; one that has none stays as it is.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="spec">The architecture.</param>
    /// <exception cref="InputException">
    /// The last layer has groups that no crossbar holds together, or two layers would have one name.
    /// </exception>
    public static NetworkGraph Split(NetworkGraph graph, ArchitectureSpec spec)
    {
        if (graph.Nodes.All(node => node.Groups == 1))
        {
            return graph;
        }

        var nodes = ImmutableArray.CreateBuilder<NetworkNode>();
        var layers = ImmutableArray.CreateBuilder<NetworkLayer>();
        var moved = new List<int>();
        foreach (NetworkNode old in graph.Nodes)
        {
            NetworkNode node = old with { Sources = [.. old.Sources.Select(source => source < 0 ? source : moved[source])] };
            if (node.Layer is not { } index)
            {
                nodes.Add(node);
            }
            else if (node.Groups == 1)
            {
                layers.Add(graph.Layers[index]);
                nodes.Add(node with { Layer = layers.Count - 1 });
            }
            else
            {
                Cut(graph, node, graph.Layers[index], spec, nodes, layers);
            }

            moved.Add(nodes.Count - 1);
        }

        if (nodes.GroupBy(node => node.Name).FirstOrDefault(name => name.Count() > 1) is { } twice)
        {
            throw new InputException(graph.Place,
                $"has a layer '{twice.Key}', which is also what a part of a layer with groups is called; rename it");
        }

        return nodes[^1].Kind != NodeKind.Concat ? graph with { Nodes = nodes.ToImmutable(), Layers = layers.ToImmutable() }
            : throw new InputException(graph.Place, $"layer '{nodes[^1].Name}' is the last and has groups that fit no crossbar together");
    }

    private static void Cut(NetworkGraph graph, NetworkNode node, NetworkLayer layer, ArchitectureSpec spec,
        ImmutableArray<NetworkNode>.Builder nodes, ImmutableArray<NetworkLayer>.Builder layers)
    {
        int most = Math.Min(Fitting(spec.Crossbar.Rows, layer.Rows - layer.Inputs, layer.Inputs, node.Groups),
            Fitting(spec.WeightColumns, 0, layer.Outputs / node.Groups, node.Groups));
        IndexRange[] parts = [.. IndexRange.Balanced(node.Groups, (node.Groups + most - 1) / most)];
        int channels = node.Window!.Channels / node.Groups;
        int outputs = layer.Outputs / node.Groups;
        int first = nodes.Count;
        for (int part = 0; part < parts.Length; part++)
        {
            string name = parts.Length == 1 ? node.Name : FormattableString.Invariant($"{node.Name}/{part}");
            layers.Add(Part(layer, node.Groups, parts[part]) with { Name = name });
            nodes.Add(node with
            {
                Name = name,
                Groups = 1,
                FirstChannel = parts[part].Start * channels,
                Window = node.Window with { Channels = parts[part].Length * channels },
                Output = node.Output with { Channels = parts[part].Length * outputs },
                Layer = layers.Count - 1,
            });
        }

        if (parts.Length > 1)
        {
            nodes.Add(new NetworkNode
            {
                Name = node.Name,
                Kind = NodeKind.Concat,
                Sources = [.. Enumerable.Range(first, parts.Length)],
                Output = node.Output,
            });
        }
    }

    // How many groups find room, one at least.
    private static int Fitting(Extent limit, int taken, int each, int groups) =>
        limit.IsUnbounded ? groups : Math.Clamp((limit.Limit - taken) / each, 1, groups);

    private static NetworkLayer Part(NetworkLayer layer, int groups, IndexRange part)
    {
        int rows = layer.Inputs;
        int columns = layer.Outputs / groups;
        NetworkLayer cut = layer with { Inputs = rows * part.Length, Outputs = columns * part.Length };
        return layer.Mean.Length == 0 ? cut : cut with { Mean = Diagonal(layer.Mean), Sigma = Diagonal(layer.Sigma) };

        float[] Diagonal(float[] weights)
        {
            float[] result = new float[cut.Rows * cut.Outputs];
            for (int group = 0; group < part.Length; group++)
            {
                int from = (part.Start + group) * columns;
                for (int row = 0; row < layer.Rows; row++)
                {
                    int to = row < rows ? (group * rows) + row : cut.Inputs + row - rows;
                    weights.AsSpan((row * layer.Outputs) + from, columns).CopyTo(result.AsSpan((to * cut.Outputs) + (group * columns)));
                }
            }

            return result;
        }
    }
}
