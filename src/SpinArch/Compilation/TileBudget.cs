using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: from one copy of each layer on, a copy more of the layer whose time of a sample divided by its copies is longest, as long
/// as tiles are left; then back what does not shorten the longest. No other choice within the budget has a shorter longest time: with
/// t the longest at any step, every layer but the longest has only copies that a time below t needs too (each was added when its own time
/// was the longest, hence no less than t), so a time below t needs these and one more of the longest, which no longer fits.
/// </summary>
internal static class TileBudget
{
    /// <summary>Chooses the copies of all layers that name none.</summary>
    /// <param name="network">The partitioned network, with one copy of each layer but for those that name a number.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Monte-Carlo samples an input: no layer has more copies.</param>
    /// <exception cref="InputException">The budget is less than one copy of each layer takes.</exception>
    public static PartitionedNetwork Spend(PartitionedNetwork network, ArchitectureSpec spec, int samples)
    {
        int budget = spec.Mapping.TileBudget.Limit;
        if (network.Tiles > budget)
        {
            string named = network.Layers.Any(layer => layer.Copies > 1) ? " and the replicas that its layers name" : "";
            throw new InputException("mapping.tileBudget", $"{budget} tiles, network '{network.Graph.Name}' needs {network.Tiles} for one copy of each layer{named}");
        }

        int depth = network.Layers.Length;
        long[] times = [.. network.Layers.Select(layer => ColumnTimes.StageTime(layer, spec, layer.Index == depth - 1))];
        int[] tiles = [.. network.Layers.Select(layer => layer.Tiles)];
        int[] copies = [.. network.Layers.Select(layer => layer.Copies)];
        int[] most = [.. network.Layers.Select(layer => layer.Layer.Replicas ?? Math.Min(samples, MappingSpec.MostReplicas))];
        Choose(times, tiles, copies, most, budget);
        return network with { Layers = [.. network.Layers.Select((layer, index) => layer with { Copies = copies[index] })] };
    }

    /// <summary>The choice itself.</summary>
    /// <param name="times">Time of a sample by layer.</param>
    /// <param name="tiles">Tiles of one copy by layer.</param>
    /// <param name="copies">Copies to begin with, which fit; then the copies chosen.</param>
    /// <param name="most">Copies that a layer may have.</param>
    /// <param name="budget">Tiles in all.</param>
    internal static void Choose(long[] times, int[] tiles, int[] copies, int[] most, long budget)
    {
        int[] least = [.. copies];
        long left = budget - tiles.Select((number, layer) => (long)number * copies[layer]).Sum();
        int longest = Longest(times, copies);
        while (copies[longest] < most[longest] && tiles[longest] <= left)
        {
            copies[longest]++;
            left -= tiles[longest];
            longest = Longest(times, copies);
        }

        // Of layers that were equally long, some got a copy that the others could not have.
        for (int layer = 0; layer < copies.Length; layer++)
        {
            while (copies[layer] > least[layer] && (Int128)times[layer] * copies[longest] <= (Int128)times[longest] * (copies[layer] - 1))
            {
                copies[layer]--;
            }
        }
    }

    private static int Longest(long[] times, int[] copies)
    {
        int longest = 0;
        for (int layer = 1; layer < times.Length; layer++)
        {
            longest = (Int128)times[layer] * copies[longest] > (Int128)times[longest] * copies[layer] ? layer : longest;
        }

        return longest;
    }
}
