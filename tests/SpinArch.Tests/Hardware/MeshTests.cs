using SpinArch.Kernel;

namespace SpinArch.Tests.Hardware;

public sealed class MeshTests
{
    [Theory]
    [InlineData(0, 0, "1")]
    [InlineData(3, 0, "1")]
    [InlineData(0, 4, "1")]
    [InlineData(5, 7, "1")]
    [InlineData(5, 7, "3")]
    public void Every_link_between_tile_and_port_costs_one_hop_each_way(int portX, int portY, string hopNs)
    {
        string[] settings = ["mesh.width=8", "mesh.height=8", $"link.hopNs={hopNs}"];
        Picoseconds near = Simulated.Run(Simulated.Timing(64, 10), 1, 1, [.. settings, "mesh.port=0,0"]).Result.End;
        Simulated far = Simulated.Run(Simulated.Timing(64, 10), 1, 1, [.. settings, $"mesh.port={portX},{portY}"]);
        long hop = long.Parse(hopNs, System.Globalization.CultureInfo.InvariantCulture) * 1000;
        Assert.Equal(new Picoseconds(2 * (portX + portY) * hop), far.Result.End - near);
        Assert.Equal((64 + 50) * (portX + portY + 1), far.Of(NetworkComponent.Hop).Count());
    }

    [Theory]
    [InlineData(32, 784)]
    [InlineData(48, 392)]
    [InlineData(64, 262)]
    public void A_wider_flit_carries_more_words(int flitBits, int flits)
    {
        // 784 words in seven streams of 112: 112, 56 and 38 flits each at one, two and three words a flit.
        Simulated run = Simulated.Run(Simulated.Timing(784, 10), 1, 1, $"link.flitBits={flitBits}");
        Assert.Equal(flitBits == 64 ? 7 * 38 : flits, run.Items(PortComponent.PortSend));
    }

    [Fact]
    public void A_link_never_carries_two_flits_at_once_and_none_is_lost()
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 3, 2);
        long delivered = run.Items(ReceiverComponent.ReceiveVector) + run.Items(VectorComponent.ReceiveWord) + run.Items(PortComponent.PortReceive);

        // Every received word was injected once by a sender or the port, and multiplied only by multicast:
        // inputs go to 2 column blocks each, hidden1 to 2, hidden2 to 1.
        long partialSums = 3 * 2 * ((6 * 200) + (1 * 200) + (1 * 10));
        Assert.Equal(partialSums, run.Items(VectorComponent.ReceiveWord));
        Assert.Equal(2 * ((2 * 784) + (3 * 2 * 200) + (3 * 1 * 200)), run.Items(ReceiverComponent.ReceiveVector));
        Assert.Equal(2 * 5 * 10, run.Items(PortComponent.PortReceive));
        Assert.Equal(partialSums + (2 * ((2 * 784) + (3 * 600))) + 100, delivered);
    }

    [Theory]
    [InlineData("link.bufferFlits=1")]
    [InlineData("link.receiveFlits=1")]
    [InlineData("sequencer.queueDepth=1")]
    [InlineData("latch.banks=1")]
    [InlineData("input.banks=1")]
    [InlineData("sampler.banks=1")]
    [InlineData("vector.width=1")]
    [InlineData("crossbar.rows=16")]
    [InlineData("mesh.width=1")]
    [InlineData("mesh.height=1")]
    public void The_smallest_stores_slow_the_papers_network_but_never_stop_it(string setting)
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 2, 2, setting);
        Picoseconds normal = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 2, 2).Result.End;
        Assert.True(run.Result.End >= normal || setting.StartsWith("crossbar", StringComparison.Ordinal), $"{run.Result.End} against {normal}");
        Assert.Equal(2 * 2 * 198_800, run.Items(SamplerComponent.Fill));
    }
}
