using System.Collections.Immutable;
using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Tests.Hardware;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Compilation;

public sealed class NetworkLoweringTests
{
    [Fact]
    public void Only_what_the_networks_inputs_meet_has_the_same_inputs_for_all_samples()
    {
        ImmutableArray<LoweredMatrix> matrices = NetworkLowering.Lower(Simulated.Timing(20, 10, 5, 3)).Matrices;

        Assert.Equal([null, 0, 1], matrices.Select(matrix => matrix.Source));
        Assert.Equal([false, true, true], matrices.Select(matrix => matrix.InputsVary));
        Assert.Equal([(20, 10, 1), (10, 5, 1), (5, 3, 1)], matrices.Select(matrix => (matrix.Rows, matrix.Columns, matrix.Positions)));
    }

    [Fact]
    public void A_chain_of_dense_layers_is_a_chain_and_a_convolution_in_it_makes_it_none()
    {
        Assert.True(NetworkLowering.Lower(Simulated.Timing(20, 10, 5, 3)).IsChain);
        Assert.True(Lower("""{ "name": "a", "kind": "flatten" }, { "name": "b", "kind": "dense", "outputs": 3, "activation": "none" }""").IsChain);
        Assert.False(Lower("""
            { "name": "a", "kind": "conv2d", "outputs": 2, "kernel": [3, 3], "activation": "relu" }, { "kind": "flatten" },
            { "name": "b", "kind": "dense", "outputs": 3, "activation": "none" }
            """).IsChain);
    }

    [Fact]
    public void Flattening_and_concatenation_become_windows_and_channels()
    {
        LoweredNetwork network = Lower("""
            { "name": "a", "kind": "conv2d", "outputs": 4, "kernel": [3, 3], "padding": [1, 1], "activation": "relu" },
            { "name": "b", "kind": "maxPool", "size": [3, 3], "stride": [1, 1], "padding": [1, 1], "from": "input" },
            { "name": "both", "kind": "concat", "inputs": ["a", "b"] },
            { "name": "mean", "kind": "averagePool", "size": [2, 2] },
            { "kind": "flatten" },
            { "name": "out", "kind": "dense", "outputs": 3, "activation": "none" }
            """);

        Assert.Equal(["a", "b", "mean", "out"], network.Stages.Select(stage => stage.Name));
        Assert.Equal(
            [new StageSource { Stage = 0, Channels = 4 }, new StageSource { Stage = 1, Channels = 2, Channel = 4 }],
                network.Stages[2].Sources);
        Assert.Equal(Window.Whole(6, 3, 2), network.Stages[3].Window);
        Assert.Equal([(0, 18, 4, 24, false), (3, 36, 3, 1, true)], network.Matrices.Select(matrix =>
            (matrix.Stage, matrix.Rows, matrix.Columns, matrix.Positions, matrix.InputsVary)));
    }

    private static LoweredNetwork Lower(string layers)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["n.json"], $$"""{ "name": "n", "input": [2, 6, 4], "layers": [{{layers}}] }""");
        return NetworkLowering.Lower(NetworkReader.Read(folder["n.json"]));
    }

    [Fact]
    public void A_vector_of_the_network_belongs_to_the_input_in_whose_turn_it_came()
    {
        Simulated run = Simulated.Run(Simulated.Timing(20, 10, 3), samples: 4, inputs: 3);

        // The vector of the next input is received in this one's turn; in the last one's there is no more to come.
        Assert.Equal([(0, 0), (0, 1)], Received(tile: 0));

        // A hidden layer receives one a sample, the first before all.
        Assert.Equal(Enumerable.Range(0, 11).Select(vector => (vector % 4, vector / 4)), Received(tile: 1));
        Assert.All(run.Program.Tiles, tile => Assert.DoesNotContain(
            tile.Code, word => word.Opcode == Opcode.Loop && word.Counts == LoopCounts.ByDepth));

        IEnumerable<(int Sample, int Input)> Received(int tile) => run.Of(ReceiverComponent.ReceiveVector)
            .Where(activity => activity.Tile == tile)
            .Select(activity => (activity.Sample, activity.Input))
            .Distinct();
    }

    [Theory]
    [InlineData(7, 0, 7u)]
    [InlineData(999_999, 0, 999_999u)]
    [InlineData(7, 3, 0x0003_0007u)]
    [InlineData(65_535, 65_535, 0xFFFF_FFFFu)]
    public void A_draw_of_the_first_position_is_that_of_the_sample(int sample, int position, uint word) =>
        Assert.Equal(word, GaussianDraws.SampleWord(sample, position));

    [Theory]
    [InlineData(65_536, 1)]
    [InlineData(0, 65_536)]
    [InlineData(0, -1)]
    public void Two_draws_are_never_the_same_one(int sample, int position) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianDraws.SampleWord(sample, position));

    [Fact]
    public void Positions_draw_anew()
    {
        var draws = new GaussianDraws(1, 3, 8);
        int[][] drawn = [new int[40], new int[40], new int[40]];
        draws.Fill(0, 5, 1, 2, 0, drawn[0]);
        draws.Fill(0, 5, 1, 2, 0, drawn[1], position: 0);
        draws.Fill(0, 5, 1, 2, 0, drawn[2], position: 1);

        Assert.Equal(drawn[0], drawn[1]);
        Assert.NotEqual(drawn[0], drawn[2]);
    }
}
