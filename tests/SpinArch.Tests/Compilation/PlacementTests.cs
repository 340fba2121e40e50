using FsCheck;
using FsCheck.Fluent;
using SpinArch.Compilation;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Compilation;

/// <summary>What a placement is said to cost is what the mesh then carries, and the optimiser never loses to the simple placements.</summary>
public sealed class PlacementTests
{
    private const int MeshOutputs = 4;

    private static readonly Gen<(int[] Sizes, int Samples, int[] Copies, string[] Settings)> Cases =
        from depth in Gen.Choose(1, 3)
        from sizes in Gen.ArrayOf(Gen.Choose(1, 120), depth + 1)
        from samples in Gen.Choose(2, 4)
        from rows in Gen.Choose(8, 60)
        from columns in Gen.Choose(8, 60)
        from strategy in Gen.Elements("gather", "chain", "tree", "timeMultiplex")
        from replicas in Gen.ArrayOf(Gen.Choose(1, samples), depth)
        from flit in Gen.Elements("32", "48", "96")
        from width in Gen.Elements("auto", "64", "1")
        select (sizes, samples, replicas, new[]
        {
            $"crossbar.rows={rows}", $"crossbar.columns={columns}", "crossbar.pairsPerTile=2", $"mapping.fanIn={strategy}",
            $"link.flitBits={flit}", $"mesh.width={width}",
        });

    [Fact]
    public void The_cost_is_what_the_mesh_carries() =>
        Prop.ForAll(Arb.From(Cases), Arb.From(Gen.Elements("rowMajor", "snake", "optimized")), (test, placement) =>
        {
            string[] settings = [.. test.Settings, $"mapping.placement={placement}"];
            PlacementCost cost = Placed(LayerCopies.With(Simulated.Timing(test.Sizes), test.Copies), test.Samples, settings).Costs[0];
            Simulated run = Simulated.Run(LayerCopies.With(Simulated.Timing(test.Sizes), test.Copies), test.Samples, 1, settings);
            int[] links = [.. run.Of(NetworkComponent.Hop).Where(hop => hop.Column < MeshOutputs).CountBy(hop => (hop.Tile,
                hop.Column)).Select(link => link.Value)];
            Assert.Equal(placement, cost.Placement);
            Assert.Equal(cost.Distance, links.Sum());
            Assert.Equal(cost.BusiestLink, links.DefaultIfEmpty().Max());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void The_optimiser_is_never_worse_than_the_better_simple_placement_and_always_the_same() =>
        Prop.ForAll(Arb.From(Cases), test =>
        {
            string[] settings = [.. test.Settings, "mapping.placement=optimized"];
            PlacedNetwork once = Placed(LayerCopies.With(Simulated.Timing(test.Sizes), test.Copies), test.Samples, settings);
            Assert.Equal(["optimized", "rowMajor", "snake"], once.Costs.Select(cost => cost.Placement));
            Assert.All(once.Costs, other => Assert.True(once.Costs[0].Total <= other.Total, $"{once.Costs[0]} against {other}"));
            Assert.Equal(once.Tiles.AsEnumerable(), Placed(LayerCopies.With(Simulated.Timing(test.Sizes), test.Copies), test.Samples, settings).Tiles);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void The_papers_network_in_small_crossbars_gains_by_a_third()
    {
        PlacedNetwork placed = Placed(Simulated.Timing(784, 200, 200, 10), 10, "crossbar.rows=32", "crossbar.columns=32", "mapping.placement=optimized");
        PlacementCost best = placed.Costs[0];
        Assert.All(placed.Costs.Skip(1), simple => Assert.True(3 * best.Total < 2 * simple.Total, $"{best} against {simple}"));
    }

    private static PlacedNetwork Placed(NetworkGraph graph, int samples, params string[] settings)
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;
        PlacedNetwork? placed = null;
        CompilerPipeline.Compile(graph, spec, samples, 1, (_, product) => placed = product as PlacedNetwork ?? placed);
        return placed!;
    }
}
