using System.Numerics;
using SpinArch.Kernel;

namespace SpinArch.Tests.Energy;

public sealed class QuectojoulesTests
{
    private static readonly Quectojoules Most = new(Int128.MaxValue);

    [Fact]
    public void Power_times_time_is_exact_beyond_the_range_of_decimals()
    {
        var random = new Random(2);
        for (int trial = 0; trial < 2_000; trial++)
        {
            // Milliwatts of six decimals are whole quectojoules a picosecond.
            long microunits = random.NextInt64(1, 1L << random.Next(1, 42));
            long time = random.NextInt64(1, 1L << random.Next(1, 40));
            BigInteger exact = (BigInteger)microunits * 1_000_000_000 * time;

            Assert.Equal(exact, (BigInteger)Quectojoules.FromPower(microunits / 1_000_000m, new Picoseconds(time)).Value);
        }
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Assert.Throws<OverflowException>(() => Most + new Quectojoules(1));
        Assert.Throws<OverflowException>(() => new Quectojoules(Int128.MinValue) - new Quectojoules(1));
        Assert.Throws<OverflowException>(() => Most * 2);
        Assert.Throws<OverflowException>(() => Quectojoules.FromJoules(1e9));
        Assert.Throws<OverflowException>(() => Quectojoules.FromJoules(double.NaN));
        Assert.Throws<OverflowException>(() => Quectojoules.FromPower(1e12m, new Picoseconds(long.MaxValue)));
        Assert.Throws<OverflowException>(() => new Picoseconds(long.MaxValue) + new Picoseconds(1));
        Assert.Throws<OverflowException>(() => new Picoseconds(long.MaxValue / 2) * 3);
        Assert.Throws<OverflowException>(() => new Picoseconds(long.MinValue) - new Picoseconds(1));
    }

    [Fact]
    public void The_largest_energy_can_be_written() =>
        Assert.Equal(1.7014118346046923e23, (double)Most.ExactFemtojoules, 1e9);
}
