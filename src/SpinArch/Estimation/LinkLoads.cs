using System.Collections.Immutable;

namespace SpinArch.Estimation;

/// <summary>
/// Adds up what flows put on links: dimension order, x first, a multicast the union of the ways to its destinations, and a
/// last link into each destination (<c>docs/timing-model.md</c>, section 4).
/// </summary>
internal sealed class LinkLoads(int width, int height)
{
    /// <summary>Outputs of a router: north, east, south, west, its tile, the port.</summary>
    public const int Outputs = 6;

    private const int North = 0;
    private const int East = 1;
    private const int South = 2;
    private const int West = 3;
    private const int Tile = 4;

    private readonly long[] sample = new long[width * height * Outputs];
    private readonly long[] input = new long[width * height * Outputs];
    private readonly int[] low = new int[width];
    private readonly int[] high = new int[width];

    /// <summary>Flits times links, of one sample.</summary>
    public long SampleHops { get; private set; }

    /// <summary>Flits times links, of one input besides.</summary>
    public long InputHops { get; private set; }

    /// <summary>Every link.</summary>
    public ImmutableArray<LinkLoad> All => [.. sample.Zip(input, (left, right) => new LinkLoad(left, right))];

    /// <summary>The router of the link that carries most in a sample, the first of several.</summary>
    public int HottestRouter => Array.IndexOf(sample, sample.Max()) / Outputs;

    /// <summary>Adds a flow to one or several places.</summary>
    /// <param name="from">Where it starts.</param>
    /// <param name="to">Where it goes; at least one place.</param>
    /// <param name="flits">Flits a sample or an input.</param>
    /// <param name="isSample">Whether every sample brings it, or every input.</param>
    /// <param name="layer">Loads of one layer, to be added to besides; may be empty.</param>
    /// <returns>Links to the farthest place, the last one into it counted.</returns>
    public int Add((int X, int Y) from, ReadOnlySpan<(int X, int Y)> to, long flits, bool isSample, Span<long> layer = default)
    {
        long[] loads = isSample ? sample : input;
        Array.Fill(low, int.MaxValue);
        Array.Fill(high, -1);
        (int left, int right, int farthest) = (from.X, from.X, 0);
        long hops = to.Length;
        foreach ((int x, int y) in to)
        {
            left = Math.Min(left, x);
            right = Math.Max(right, x);
            low[x] = Math.Min(low[x], y);
            high[x] = Math.Max(high[x], y);
            farthest = Math.Max(farthest, Math.Abs(x - from.X) + Math.Abs(y - from.Y) + 1);
            Link(x, y, Tile, layer);
        }

        for (int x = left; x < from.X; x++)
        {
            Link(x + 1, from.Y, West, layer);
        }

        for (int x = from.X; x < right; x++)
        {
            Link(x, from.Y, East, layer);
        }

        hops += right - left;
        for (int x = left; x <= right; x++)
        {
            for (int y = low[x]; y < from.Y; y++)
            {
                Link(x, y + 1, North, layer);
                hops++;
            }

            for (int y = from.Y; y < high[x]; y++)
            {
                Link(x, y, South, layer);
                hops++;
            }
        }

        if (isSample)
        {
            SampleHops += hops * flits;
        }
        else
        {
            InputHops += hops * flits;
        }

        return farthest;

        void Link(int x, int y, int output, Span<long> ofLayer)
        {
            int link = (((y * width) + x) * Outputs) + output;
            loads[link] += flits;
            if (!ofLayer.IsEmpty)
            {
                ofLayer[link] += flits;
            }
        }
    }

    /// <summary>Adds a flow to the port, whose last link is its own.</summary>
    /// <returns>Links to the port.</returns>
    public int AddToPort((int X, int Y) from, (int X, int Y) port, long flits)
    {
        int hops = Add(from, [port], flits, isSample: false);
        int router = ((port.Y * width) + port.X) * Outputs;
        input[router + Tile] -= flits;
        input[router + Tile + 1] += flits;
        return hops;
    }

    /// <summary>Loads of samples beside loads of inputs; those that no other exceeds in both figures.</summary>
    /// <param name="ofSample">Flits a sample by link; empty for those of all layers.</param>
    /// <param name="ofInput">Flits an input by link; empty for all.</param>
    public ImmutableArray<LinkLoad> Hottest(ReadOnlySpan<long> ofSample = default, ReadOnlySpan<long> ofInput = default)
    {
        ofSample = ofSample.IsEmpty ? sample : ofSample;
        ofInput = ofInput.IsEmpty ? input : ofInput;
        var loads = new LinkLoad[ofSample.Length];
        for (int link = 0; link < loads.Length; link++)
        {
            loads[link] = new LinkLoad(ofSample[link], ofInput[link]);
        }

        var kept = new List<LinkLoad>();
        long most = -1;
        foreach (LinkLoad load in loads.OrderByDescending(load => load.Sample).ThenByDescending(load => load.Input))
        {
            if (load.Input > most)
            {
                kept.Add(load);
                most = load.Input;
            }
        }

        return [.. kept];
    }

    /// <summary>What inputs have put on each link so far.</summary>
    public long[] InputLoads() => [.. input];
}
