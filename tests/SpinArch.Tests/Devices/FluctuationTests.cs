using System.Text.Json;
using SpinArch.Devices;
using SpinArch.Tests.CommandLine;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Devices;

/// <summary>A magnet that fluctuates in its plane, against what follows without integrating it.</summary>
[Collection(ConsoleTests.Name)]
public sealed class FluctuationTests
{
    private static DeviceDescription EasyPlane { get; } = DeviceFile.Read(RepositoryFile.PathOf("configs/devices/easy-plane.json"));

    [Theory]
    [InlineData(0.0122, 0.05)]
    [InlineData(1, 0.2)]
    public void Autocorrelation_and_law_are_those_of_a_turning_angle(double damping, double sampleNs)
    {
        FluctuationResult result = Run(EasyPlane.With([FormattableString.Invariant($"magnet.damping={damping}")]), sampleNs, 400, 600);

        // Linear in mz: the closed form holds to a few hundredths at Hp of 22 kT; 600 trials leave 1 / sqrt(600) of a decorrelated value.
        for (int lag = 0; lag < 60; lag += 5)
        {
            Assert.Equal(result.Fluctuation.ClosedForm(lag * sampleNs * 1e-9), result.Correlation[lag], 0.06);
        }

        Assert.Equal(0.5, result.Variance, 0.04);
        Assert.Equal(1.5, result.Kurtosis, 0.06);
        Assert.InRange(result.Mean, -0.1, 0.1);
    }

    [Fact]
    public void With_small_damping_the_correlation_time_is_ballistic()
    {
        FluctuationResult result = Run(EasyPlane, 0.02, 400, 600);
        Magnet magnet = result.Fluctuation.Magnet;
        double turning = Magnets.Gamma0 * Math.Sqrt(
            result.Fluctuation.PlaneFieldAPerM * Magnets.Kb * 300 / (Magnets.Mu0 * magnet.SaturationAPerM * magnet.VolumeM3));

        Assert.Equal(1, result.CorrelationTimeS!.Value * turning / Math.Sqrt(2), 0.08);
    }

    [Fact]
    public void An_ellipse_rests_longer_on_its_long_axis()
    {
        FluctuationResult round = Run(EasyPlane, 0.05, 400, 200);
        FluctuationResult flat = Run(EasyPlane.With(["magnet.demagnetisationX=0.0202", "magnet.demagnetisationY=0.0252"]), 0.05, 400, 200);

        // Crossings of the short axis, whose share of the time falls by exp(-D) / (exp(-D / 2) I0(D / 2)), D = 2.2 the barrier in the plane.
        double barrier = 0.5 * Magnets.Mu0 * 1e12 * 0.005 * flat.Fluctuation.Magnet.VolumeM3 / (Magnets.Kb * 300);
        double rarer = Math.Exp(-barrier / 2) / MathNet.Numerics.SpecialFunctions.BesselI0(barrier / 2);
        Assert.InRange(round.DwellS!.Value / flat.DwellS!.Value / rarer, 0.8, 1.25);
        Assert.True(flat.Kurtosis < round.Kurtosis - 0.1);
    }

    [Fact]
    public void Sizes_spread_the_correlation_time_by_their_own_spread_over_root_two()
    {
        var typical = new Fluctuation
        {
            Magnet = Fluctuation.MagnetOf(EasyPlane),
            Trials = 400,
            Seed = 3,
            SampleS = 0.05e-9,
            Samples = 200
        };
        double[] times = [.. FluctuationSpread.CorrelationTimes(typical, 24, 0.2)];

        Assert.Equal(24, times.Length);
        Assert.InRange(FluctuationSpread.Relative(times) / (0.2 / Math.Sqrt(2)), 0.6, 1.45);
        Assert.True(FluctuationSpread.Relative(FluctuationSpread.CorrelationTimes(typical, 8, 0)) < 0.04);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        Fluctuation watched = new() { Magnet = Fluctuation.MagnetOf(EasyPlane), Trials = 21, Seed = 3, SampleS = 0.05e-9, Samples = 40 };

        Assert.Equal(
            [.. (watched with { Threads = 1 }).Run().Correlation], (double[])[.. (watched with { Threads = 5 }).Run().Correlation]);
    }

    [Fact]
    public void The_verb_prints_the_correlation_time()
    {
        Invocation ran = Invocation.Of(
            "device", "fluctuation", "--trials", "40", "--samples", "200", "--cells", "2", "--size-spread", "0.1", "--output", "json");
        Assert.True(ran.ExitCode == 0, ran.Error);
        using JsonDocument document = JsonDocument.Parse(ran.Output);

        Assert.InRange(document.RootElement.GetProperty("correlationTimeNs").GetDouble(), 0.4, 1.0);
        Assert.Equal(2, document.RootElement.GetProperty("cellCorrelationTimesNs").GetArrayLength());
        Assert.Equal(1, document.RootElement.GetProperty("autocorrelation")[0].GetProperty("closedForm").GetDouble());
    }

    [Theory]
    [InlineData("device fluctuation --trials 0", "--trials")]
    [InlineData("device fluctuation --samples 4", "--samples")]
    [InlineData("device fluctuation --cells 5", "--size-spread")]
    [InlineData("device fluctuation --size-spread 0.1", "--cells")]
    [InlineData("device fluctuation --cells 1 --size-spread 0.1", "--cells")]
    [InlineData("device fluctuation ut-austin", "easy plane")]
    [InlineData("device fluctuation all-spin", "lacks magnet.interfaceAnisotropy")]
    public void A_wrong_command_line_is_one_line_and_code_2(string line, string named)
    {
        Invocation refused = Invocation.Of(line.Split(' '));
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
    }

    private static FluctuationResult Run(DeviceDescription device, double sampleNs, int samples, int trials) =>
        new Fluctuation
        {
            Magnet = Fluctuation.MagnetOf(device),
            Trials = trials,
            Seed = 5,
            SampleS = sampleNs * 1e-9,
            Samples = samples
        }.Run();
}
