using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Tests.Hardware;

/// <summary>The mesh against what theory says of the simple cases (<c>docs/timing-model.md</c>, section 4).</summary>
public sealed class MeshClosedFormTests
{
    private static readonly Gen<(int Width, int Height, int From, int To, int Flits, int Hop, int Flit, int Clock, int Buffer)> Flows =
        from width in Gen.Choose(1, 7)
        from height in Gen.Choose(1, 7)
        from first in Gen.Choose(0, (width * height) - 1)
        from second in Gen.Choose(0, (width * height) - 1)
        from flits in Gen.Choose(1, 60)
        from hop in Gen.Choose(1, 3000)
        from flit in Gen.Choose(1, 3000)
        from clock in Gen.Choose(1, 3000)
        from more in Gen.Choose(0, 3)
            // A slot behind a link is taken for a hop: with so many the link never waits for one.
        let buffer = more + (int)((hop + Edge(flit, clock) - 1) / Edge(flit, clock))
        select (width, height, first, second, flits, hop, flit, clock, buffer);

    [Fact]
    public void One_flow_arrives_after_its_flits_and_its_links() =>
        Prop.ForAll(Arb.From(Flows), test =>
        {
            (int width, int height, int from, int to, int flits, int hop, int flit, int clock, int buffer) = test;
            var channels = Channels(width * height, (from, [to]));
            IReadOnlyList<FlitRecord> arrived = Experiment(width, height, channels, new Every(from), flits, Time("link.hopNs", hop), Time("link.flitNs", flit), Time("clock.periodNs", clock), $"link.bufferFlits={buffer}", "link.receiveFlits=60").Run();
            int links = Math.Abs((from % width) - (to % width)) + Math.Abs((from / width) - (to / width)) + 1;
            Assert.Equal(flits, arrived.Count);
            Assert.All(arrived.Select((record, index) => (record, index)), item =>
                Assert.Equal(new Picoseconds(Edge(((item.index + 1) * Edge(flit, clock)) + (links * hop), clock)), item.record.Arrived));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_flows_that_share_a_link_take_turns_and_keep_it_busy()
    {
        // Nodes 0 and 1 of a row send to node 3: the links from 1 on are shared. Node 1's first flit is sent at 1 ns, three links away.
        const int Flits = 200;
        IReadOnlyList<FlitRecord> arrived = Experiment(4, 1, Channels(4, (0, [3]), (1, [3])), new Every(0, 1), Flits).Run();
        Assert.Equal(2 * Flits, arrived.Count);
        Assert.Equal(Nanoseconds(1 + 3), arrived[0].Arrived);
        Assert.Equal(Nanoseconds(1 + 3 + (2 * Flits) - 1), arrived[^1].Arrived);
        Assert.All(arrived.Skip(4).Take(2 * (Flits - 10)).Chunk(2), pair => Assert.Equal(1, pair.Sum(record => record.Source)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public void A_saturated_column_delivers_a_flit_a_flit_time_and_its_nearest_node_gets_half(int height)
    {
        // Every node of a column sends to node 0 at its top: the last link is the bottleneck, and every router halves what passes it.
        const int Slots = 3000;
        (int, int[])[] all = [.. Enumerable.Range(1, height - 1).Select(node => (node, new[] { 0 }))];
        IReadOnlyList<FlitRecord> arrived = Experiment(1, height, Channels(height, all), new Every([.. Enumerable.Range(1, height - 1)]), Slots).Run();
        Assert.Equal(Slots * (height - 1), arrived.Count);
        Assert.All(arrived.Zip(arrived.Skip(1)), pair => Assert.Equal(Nanoseconds(1), pair.Second.Arrived - pair.First.Arrived));

        int[] share = new int[height];
        foreach (FlitRecord record in arrived.Skip(height * 20).Take(1024))
        {
            share[record.Source]++;
        }

        // Round robin at every router: node 1 gets 1/2, node 2 1/4, ..., the last two the same.
        for (int node = 1; node < height; node++)
        {
            Assert.InRange(share[node], (1024 >> Math.Min(node, height - 2)) - 2, (1024 >> Math.Min(node, height - 2)) + 2);
        }
    }

    [Fact]
    public void A_multicast_crosses_every_link_of_its_tree_once_and_reaches_each_end_as_if_alone() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), number =>
        {
            var random = new Random(number);
            const int Width = 6;
            const int Height = 5;
            int from = random.Next(Width * Height);
            int[] ends = [.. Enumerable.Range(0, Width * Height).Where(_ => random.Next(3) == 0).DefaultIfEmpty(7)];
            MeshExperiment experiment = Experiment(Width, Height, Channels(Width * Height, (from, ends)), new Every(from), 1);
            IReadOnlyList<FlitRecord> arrived = experiment.Run();
            Assert.Equal(ends.Order(), arrived.Select(record => record.Destination).Order());
            Assert.All(experiment.Crossed.Values, times => Assert.Equal(1, times));
            Assert.All(arrived, record =>
            {
                int links = Math.Abs((record.Destination % Width) - (from % Width)) + Math.Abs((record.Destination / Width) - (from / Width)) + 1;
                Assert.Equal(Nanoseconds(1 + links), record.Arrived);
            });

            // The tree: one row of routers, and of each column that has an end the part up to the farthest.
            int[] columns = [.. ends.Select(end => end % Width).Append(from % Width)];
            int row = columns.Max() - columns.Min();
            int stems = ends.GroupBy(end => end % Width).Sum(column =>
                Math.Max(0, column.Max(end => end / Width) - (from / Width)) + Math.Max(0, (from / Width) - column.Min(end => end / Width)));
            Assert.Equal(row + stems, experiment.Crossed.Count);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_saturation_curve_starts_at_the_closed_form_rises_and_ends_below_the_bisection()
    {
        ArchitectureSpec spec = Spec();
        MeshLoadPoint light = MeshStudy.Measure(spec, 8, 8, 0.01, 1, 4000);
        MeshLoadPoint half = MeshStudy.Measure(spec, 8, 8, 0.2, 1, 2000);
        MeshLoadPoint much = MeshStudy.Measure(spec, 8, 8, 0.6, 1, 2000);
        double zero = MeshStudy.ZeroLoadNs(spec, 8, 8);
        Assert.Equal(1 + ((16.0 / 3) + 1), zero, 9);
        Assert.InRange(light.MeanLatencyNs, zero * 0.98, zero * 1.05);
        Assert.InRange(light.AcceptedLoad, 0.0095, 0.0105);
        Assert.InRange(half.AcceptedLoad, 0.195, 0.205);
        Assert.True(half.MeanLatencyNs > light.MeanLatencyNs && half.MeanLatencyNs < 3 * zero, $"{half}");
        Assert.True(much.IsSaturated && much.AcceptedLoad <= MeshStudy.BisectionLimit(8, 8) && much.MeanLatencyNs > 8 * zero, $"{much}");
        Assert.Equal(8 * 63 / 1024.0, MeshStudy.BisectionLimit(8, 8), 9);
    }

    [Theory]
    [InlineData("link.hopNs=0.5", 3.0667, 1)] // added up over all pairs of nodes
    [InlineData("link.flitNs=1.5", 5.9167, 0.75)]
    [InlineData("link.hopNs=0.3 link.flitNs=0.7 clock.periodNs=2.1", 4.9, 1 / 3.0)]
    [InlineData("clock.periodNs=0.37", 5.1627, 100 / 111.0)]
    public void The_unloaded_latency_counts_the_edges_at_which_flits_are_sent_and_seen(string settings, double zeroNs, double senders)
    {
        ArchitectureSpec spec = Spec(settings.Split(' '));
        MeshLoadPoint light = MeshStudy.Measure(spec, 4, 4, 0.002, 1, 100_000);

        Assert.Equal(zeroNs, MeshStudy.ZeroLoadNs(spec, 4, 4), 3);
        Assert.InRange(light.MeanLatencyNs, zeroNs * 0.99, zeroNs * 1.015);
        Assert.Equal(senders, MeshStudy.SenderLimit(spec), 9);
    }

    private static string Time(string key, int picoseconds) => FormattableString.Invariant($"{key}={picoseconds / 1000m}");

    private static long Edge(long time, long clock) => (time + clock - 1) / clock * clock;

    private static MeshExperiment Experiment(
        int width, int height, ImmutableArray<ImmutableArray<ImmutableArray<int>>> channels, ITrafficPattern pattern, int slots, params string[] settings) =>
        new(Spec(settings), width, height, channels, pattern, slots);

    private static ArchitectureSpec Spec(params string[] settings) =>
        ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;

    private static ImmutableArray<ImmutableArray<ImmutableArray<int>>> Channels(int nodes, params (int Node, int[] Ends)[] flows) =>
        [.. Enumerable.Range(0, nodes).Select(node => flows.Where(flow => flow.Node == node).Select(flow => flow.Ends.ToImmutableArray()).ToImmutableArray())];

    private static Picoseconds Nanoseconds(long time) => new(1000 * time);

    /// <summary>Some nodes make a flit in every slot.</summary>
    private sealed class Every(params int[] senders) : ITrafficPattern
    {
        public int ChannelAt(int node, long slot) => senders.Contains(node) ? 0 : -1;
    }
}
