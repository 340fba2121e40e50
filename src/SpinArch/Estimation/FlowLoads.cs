using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Hardware;

namespace SpinArch.Estimation;

/// <summary>
/// Adds up what flows put on links: <see cref="DimensionOrder"/>, a multicast the union of the ways to its destinations, and a
/// last link into each destination (<c>docs/timing-model.md</c>, section 4).
/// </summary>
internal sealed class FlowLoads(int width, int height)
{
    /// <summary>Outputs of a router: four directions, its tile, the port.</summary>
    public const int Outputs = Router.Sides;

    private readonly long[] sample = new long[width * height * Outputs];
    private readonly long[] input = new long[width * height * Outputs];
    private readonly int[] crossedBy = new int[width * height * Outputs];
    private int crossing;

    /// <summary>Flits times links, of one round.</summary>
    public long SampleHops { get; private set; }

    /// <summary>Flits times links, of one input besides.</summary>
    public long InputHops { get; private set; }

    /// <summary>Every link.</summary>
    public ImmutableArray<LinkLoad> All => [.. sample.Zip(input, (left, right) => new LinkLoad(left, right))];

    /// <summary>The router of the link that carries most in a round, the first of several.</summary>
    public int HottestRouter => Array.IndexOf(sample, sample.Max()) / Outputs;

    /// <summary>Adds a flow that every input brings.</summary>
    /// <param name="from">Where it starts.</param>
    /// <param name="to">Where it goes; at least one place.</param>
    /// <param name="flits">Flits an input.</param>
    /// <returns>Links to the farthest place, the last one into it counted.</returns>
    public int AddInput(int from, ReadOnlySpan<int> to, long flits)
    {
        InputHops = checked(InputHops + (Cross(from, to, Router.Tile, flits, input) * flits));
        return Farthest(from, to);
    }

    /// <summary>Adds a flow that every input brings to the port, whose last link is its own.</summary>
    /// <returns>Links to the port.</returns>
    public int AddResult(int from, int port, long flits)
    {
        InputHops = checked(InputHops + (Cross(from, [port], Router.Port, flits, input) * flits));
        return Farthest(from, [port]);
    }

    /// <summary>Adds a flow that samples bring.</summary>
    /// <param name="from">Where it starts.</param>
    /// <param name="to">Where it goes; at least one place.</param>
    /// <param name="flits">Flits a sample.</param>
    /// <param name="samples">Samples of a round that bring it.</param>
    /// <param name="missed">How many of them the last round of an input has not.</param>
    /// <param name="layer">Loads of one layer, to be added to besides.</param>
    /// <returns>Links to the farthest place, the last one into it counted.</returns>
    public int AddSample(int from, ReadOnlySpan<int> to, long flits, int samples, int missed, Span<long> layer)
    {
        long once = flits;
        flits = checked(flits * samples);
        long links = Cross(from, to, Router.Tile, flits, sample);
        SampleHops = checked(SampleHops + (links * flits));
        Cross(from, to, Router.Tile, flits, layer);
        if (missed > 0)
        {
            Cross(from, to, Router.Tile, checked(-missed * once), input);
            InputHops = checked(InputHops - (links * missed * once));
        }

        return Farthest(from, to);
    }

    /// <summary>Loads of rounds beside loads of inputs; those that no other exceeds in both figures.</summary>
    /// <param name="ofSample">Flits a round by link; empty for those of all layers.</param>
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
        long most = long.MinValue;
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

    private int Farthest(int from, ReadOnlySpan<int> to)
    {
        int farthest = 0;
        foreach (int place in to)
        {
            farthest = Math.Max(farthest, Math.Abs((place % width) - (from % width)) + Math.Abs((place / width) - (from / width)) + 1);
        }

        return farthest;
    }

    private int Cross(int from, ReadOnlySpan<int> to, int last, long flits, Span<long> loads)
    {
        crossing++;
        int links = 0;
        foreach (int place in to)
        {
            foreach (int link in new DimensionOrder(width, from, place))
            {
                int index = (link / DimensionOrder.Directions * Outputs) + (link % DimensionOrder.Directions);
                if (crossedBy[index] != crossing)
                {
                    crossedBy[index] = crossing;
                    loads[index] = checked(loads[index] + flits);
                    links++;
                }
            }

            loads[(place * Outputs) + last] = checked(loads[(place * Outputs) + last] + flits);
            links++;
        }

        return links;
    }
}
