using SpinArch.Kernel;

namespace SpinArch.Tests.Kernel;

public sealed class WheelTickTests
{
    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1000, 1000, 2000, 10_000, 100_000)]
    [InlineData(500, 1000, 1500, 10_000)]
    [InlineData(1, 1, 2, 3)]
    public void The_tick_is_the_greatest_common_divisor_of_the_delays(int tick, params int[] delays) =>
        Assert.Equal(tick, Choose(Array.ConvertAll(delays, delay => (long)delay)));

    [Fact]
    public void A_divisor_so_small_that_the_delays_overflow_the_wheel_gives_way_to_the_shortest_delay() =>
        Assert.Equal(333, Choose(333, 1000, 10_000));

    [Fact]
    public void A_delay_out_of_any_reach_has_no_vote() => Assert.Equal(1000, Choose(1000, 10_000, 77_777_777_777));

    [Fact]
    public void Zero_delays_have_no_vote() => Assert.Equal(2000, Choose(0, 2000, 4000, -1));

    [Fact]
    public void Without_delays_there_is_a_default() => Assert.Equal(WheelTick.Default.Value, Choose());

    [Fact]
    public void The_longest_delay_in_reach_is_one_slot_short_of_the_wheel()
    {
        Assert.Equal(1000, Choose(1000, 4_095_000));
        Assert.Equal(1000, Choose(1000, 4_096_001));
        Assert.Equal(1000, Choose(1000, 4_000_001));
    }

    private static long Choose(params long[] delays) =>
        WheelTick.Choose(Array.ConvertAll(delays, delay => new Picoseconds(delay))).Value;
}
