using SpinArch.Kernel;
using SpinArch.Reports;

namespace SpinArch.Tests.Reports;

public sealed class PeriodicMeanTests
{
    [Theory]
    [InlineData(19 / 3.0, 5, 5, 9, 5, 5, 9)]
    [InlineData(19 / 3.0, 5, 9, 5, 5, 9, 5, 5)]
    [InlineData(19 / 3.0, 9, 5, 5, 9, 5, 5, 9, 5)]
    [InlineData(5, 5, 5, 5)]
    [InlineData(833.3, 833, 833, 834, 833, 833, 834, 833, 833, 834, 833, 833, 833, 834, 833, 833, 834, 833, 833, 834, 833, 833, 833)]
    [InlineData(6, 5, 5, 9, 5)] // No two periods are to be seen: all of them.
    [InlineData(7, 7)]
    public void The_mean_is_over_whole_periods_as_far_as_there_are_two(double expected, params int[] intervals)
    {
        long[] times = new long[intervals.Length + 1];
        for (int index = 0; index < intervals.Length; index++)
        {
            times[index + 1] = times[index] + (intervals[index] * 1000);
        }

        Assert.Equal(expected, PeriodicMean.OfTimes(times.Select(time => new Picoseconds(time)), 1)!.Value, 9);
        Assert.Equal(expected, PeriodicMean.OfTimes(times.Reverse().Select(time => new Picoseconds(time)), 0)!.Value, 9);
    }

    [Fact]
    public void Only_intervals_from_the_one_named_on_count() =>
        Assert.Equal(2, PeriodicMean.OfTimes(new[] { 0, 100_000, 102_000, 104_000 }.Select(time => new Picoseconds(time)), 2));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Fewer_than_two_events_have_none(int events) =>
        Assert.Null(PeriodicMean.OfTimes(Enumerable.Repeat(Picoseconds.Zero, events), events / 2));
}
