using System.Collections.Immutable;
using SpinArch.Hardware;
using SpinArch.Specs;

namespace SpinArch.Tests.Hardware;

/// <summary>The mesh against one that looks at everything at every picosecond: link, hop and clock times that fit nothing.</summary>
public sealed class SteppedMeshTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_flit_goes_on_at_the_first_picosecond_at_which_it_can(int seed)
    {
        var random = new Random(seed);
        (int width, int height) = (random.Next(1, 5), random.Next(1, 4));
        (int hop, int flit, int clock, int buffer, int receive) = (random.Next(1, 12), random.Next(1, 12), random.Next(1, 8), random.Next(1, 5), random.Next(1, 5));
        int nodes = width * height;
        int[][][] channels =
        [
            .. Enumerable.Range(0, nodes).Select(_ => Enumerable.Range(0, random.Next(0, 3)).Select(_ => Ends()).ToArray()),
        ];
        int slots = random.Next(5, 40);
        int[][] made = [.. Enumerable.Range(0, slots).Select(_ => channels.Select(own => random.Next(3) > 0 ? random.Next(-1, own.Length) : -1).ToArray())];
        var reference = new SteppedMesh(width, height, channels, hop, flit, clock, buffer, receive);
        reference.Run((node, slot) => made[slot][node], slots);

        ArchitectureSpec spec = ArchitectureLoader.Load(
            "all-spin",
            [Time("link.hopNs", hop), Time("link.flitNs", flit), Time("clock.periodNs", clock), $"link.bufferFlits={buffer}", $"link.receiveFlits={receive}"],
            environment: new Dictionary<string, string>()).Architecture;
        var experiment = new MeshExperiment(
            spec, width, height, [.. channels.Select(own => own.Select(ends => ends.ToImmutableArray()).ToImmutableArray())], new Drawn(made), slots);
        var arrived = experiment.Run().Select(record => (record.Source, record.Destination, record.Made.Value, record.Arrived.Value));

        Assert.Equal(reference.Arrived.Order(), arrived.Order());

        int[] Ends()
        {
            int[] all = [.. Enumerable.Range(0, nodes)];
            random.Shuffle(all);
            return all[..random.Next(1, Math.Min(nodes, 4) + 1)];
        }
    }

    private static string Time(string key, int picoseconds) => FormattableString.Invariant($"{key}={picoseconds / 1000m}");

    private sealed class Drawn(int[][] made) : ITrafficPattern
    {
        public int ChannelAt(int node, long slot) => made[slot][node];
    }
}
