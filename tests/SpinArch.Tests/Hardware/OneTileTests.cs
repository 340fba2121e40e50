using SpinArch.Kernel;

namespace SpinArch.Tests.Hardware;

public sealed class OneTileTests
{
    [Fact]
    public void A_small_layer_runs()
    {
        Simulated run = Simulated.Run(Simulated.Timing(112, 100), 1, 1);
        Assert.Equal(new Picoseconds(0), run.Result.End);
    }

    [Fact]
    public void The_papers_network_runs()
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 10, 1);
        Assert.Equal(new Picoseconds(0), run.Result.End);
    }
}
