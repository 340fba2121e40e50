using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Tests.Functional;

namespace SpinArch.Tests.Hardware;

/// <summary>The smallest legal buffers cost time, never the result and never the end.</summary>
public sealed class SmallestBuffersTests
{
    private static readonly string[] Partition = ["crossbar.rows=20", "crossbar.columns=9"];

    private static readonly string[] All =
    [
        "link.receiveFlits=1", "link.bufferFlits=1", "sampler.banks=1", "sigmaInput.banks=1", "sampleHold.banks=1",
        "input.banks=1", "latch.banks=1", "sequencer.queueDepth=1", "vector.width=1", "mesh.width=1",
    ];

    public static TheoryData<string> Settings => [.. All, "mesh.height=1", "scaler.width=1", "sampler.lanes=1", .. Odd, string.Join(' ', All), string.Join(' ', Odd)];

    private static string[] Odd => ["crossbar.columnReadNs=10.5", "adc.intervalNs=0.333", "clock.periodNs=0.7", "link.hopNs=0.1", "link.flitNs=3"];

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_results_are_those_of_the_default_buffers(string settings)
    {
        NetworkGraph graph = RandomNetworks.Network(5, Activation.None, bias: true, 90, 30, 5);
        byte[][] images = RandomNetworks.Images(5, 3, 90);
        Simulated usual = Simulated.Run(graph, 4, 3, images, 1, Picoseconds.Zero, Partition);
        Simulated small = Simulated.Run(graph, 4, 3, images, 1, Picoseconds.Zero, [.. Partition, .. settings.Split(' ')]);

        Assert.Equal(usual.Result.Sums.AsEnumerable(), small.Result.Sums);
        Assert.Equal(usual.Result.SquareSums.AsEnumerable(), small.Result.SquareSums);
    }
}
