using SpinArch.Kernel;

namespace SpinArch.Tests;

public sealed class PicosecondsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1000)]
    [InlineData(1000, 1000)]
    [InlineData(10500, 11000)]
    public void An_analog_completion_is_seen_on_the_next_clock_edge(long time, long edge) =>
        Assert.Equal(new Picoseconds(edge), new Picoseconds(time).RoundUpTo(new Picoseconds(1000)));
}
