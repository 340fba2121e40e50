using System.Collections.Immutable;
using SpinArch.Energy;
using SpinArch.Kernel;

namespace SpinArch.Tests.Energy;

public sealed class PhaseDetectorTests
{
    private static readonly Picoseconds Bin = new(10_000);

    [Fact]
    public void A_ramp_up_a_plateau_and_a_tail_are_fill_steady_and_drain()
    {
        double[] series = [.. Level(40, 1), .. Level(200, 10), .. Level(60, 3)];

        ImmutableArray<Phase> phases = PhaseDetector.Find(series, Bin, Bin * series.Length);

        Assert.Equal(["fill", "steady", "drain"], phases.Select(phase => phase.Name));
        Assert.InRange(phases[1].Start.Nanoseconds, 380, 420);
        Assert.InRange(phases[1].End.Nanoseconds, 2_380, 2_420);
        Assert.Equal(10, phases[1].Level, 0.2);
    }

    [Fact]
    public void A_rhythm_within_the_plateau_is_no_phase()
    {
        double[] series = [.. Level(40, 1), .. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? 14.0 : 8.0), .. Level(40, 1)];

        Assert.Equal(3, PhaseDetector.Find(series, Bin, Bin * series.Length).Length);
    }

    [Fact]
    public void Phases_cover_the_run_without_gaps()
    {
        double[] series = [.. Enumerable.Range(0, 5_000).Select(i => Math.Abs(Math.Sin(i / 700.0)) * 10)];
        Picoseconds end = (Bin * series.Length) - new Picoseconds(3_000);

        ImmutableArray<Phase> phases = PhaseDetector.Find(series, Bin, end);

        Assert.Equal(Picoseconds.Zero, phases[0].Start);
        Assert.Equal(end, phases[^1].End);
        Assert.All(phases.Zip(phases.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.Single(phases, phase => phase.Name == "steady");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    public void A_run_too_short_to_cut_is_steady_throughout(int bins)
    {
        Phase phase = Assert.Single(PhaseDetector.Find([.. Level(bins, 5)], Bin, Bin * bins));

        Assert.Equal(("steady", Picoseconds.Zero, Bin * bins), (phase.Name, phase.Start, phase.End));
    }

    [Fact]
    public void An_even_series_is_one_phase() =>
        Assert.Equal("steady", Assert.Single(PhaseDetector.Find([.. Level(100, 5)], Bin, Bin * 100)).Name);

    private static IEnumerable<double> Level(int bins, double level) => Enumerable.Repeat(level, bins);
}
