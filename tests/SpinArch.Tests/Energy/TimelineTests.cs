using System.Numerics;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Tests.Reports;

namespace SpinArch.Tests.Energy;

/// <summary>Energy over time at amounts and durations whose product no machine word holds.</summary>
public sealed class TimelineTests
{
    // Amounts to 1.5e38 qJ and durations to 2^62 ps, down to small ones.
    [Fact]
    public void A_share_is_the_floor_of_the_exact_product_however_large_it_is()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 2_000; trial++)
        {
            long width = random.NextInt64(1, 1L << random.Next(1, 60));
            long start = random.NextInt64(0, 3 * width);
            long duration = random.NextInt64(1, width * random.Next(1, 8));
            Int128 amount = (Int128)(random.NextDouble() * Math.Pow(2, random.Next(1, 126)));
            Timeline<Int128> timeline = Timeline<Int128>.Fixed(1, new Picoseconds(width), 1_000);

            timeline.Add(0, new Picoseconds(start), new Picoseconds(duration), amount);

            for (int bin = 0; bin < timeline.BinCount; bin++)
            {
                BigInteger share = UpTo((BigInteger)(bin + 1) * width) - UpTo((BigInteger)bin * width);
                Assert.Equal(share, (BigInteger)timeline[0, bin]);
            }

            Assert.Equal(amount, timeline.Sum(0));

            BigInteger UpTo(BigInteger time) => (BigInteger)amount * BigInteger.Clamp(time - start, 0, duration) / duration;
        }
    }

    [Fact]
    public void A_sum_that_a_cell_does_not_hold_is_an_error_and_no_other_number()
    {
        Timeline<long> timeline = Timeline<long>.Fixed(1, new Picoseconds(10), 100);
        timeline.Add(0, Picoseconds.Zero, new Picoseconds(5), long.MaxValue);

        Assert.Throws<OverflowException>(() => timeline.Add(0, Picoseconds.Zero, new Picoseconds(5), 1));
    }

    [Fact]
    public void Bins_that_a_user_chose_are_refused_when_there_are_too_many_and_never_widened()
    {
        Timeline<Int128> timeline = Timeline<Int128>.Fixed(1, new Picoseconds(1), 20_000_000);

        Assert.Throws<InputException>(() => timeline.Add(0, new Picoseconds(5_000_000_000), new Picoseconds(10), 10));
        Assert.Equal(1, timeline.BinWidth.Value);
    }

    // Ten frames a second: between them the chip of one tile a layer idles, and idle accumulators draw 0.192 mW each.
    [Theory]
    [InlineData(10_000_000_000)]
    [InlineData(100_000_000_000)]
    [InlineData(1_000_000_000_000)]
    public void Between_rare_inputs_every_bin_has_the_power_of_a_chip_that_idles(long arrival)
    {
        (RunReport report, RunProfile profile) = ReportInvariantTests.Run([20, 10, 5], 1, 2, [], new Picoseconds(arrival / 100), arrival);

        Timeline<Int128> bins = profile.EnergyTrace!.Timeline;
        int accumulator = SamplerComponent.Accumulator.Number;
        double picosecond = Quectojoules.FromPower(128 * 0.192m, new Picoseconds(1)).Femtojoules;
        for (int bin = 2; bin < 99; bin++)
        {
            Assert.Equal(picosecond * bins.BinWidth.Value, new Quectojoules(bins[accumulator, bin]).Femtojoules, 1e-3 * picosecond * bins.BinWidth.Value);
        }

        Assert.All(Enumerable.Range(0, bins.RowCount), row => Assert.All(Enumerable.Range(0, bins.BinCount), bin => Assert.True(bins[row, bin] >= 0)));
        Assert.Equal(report.EnergyNj.Total, profile.EnergyTrace.Total().Nanojoules);
    }
}
