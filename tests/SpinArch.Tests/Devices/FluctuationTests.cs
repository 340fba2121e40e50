using System.Text.Json;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
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

        // Crossings of the short axis, whose share of the time falls by exp(-D) / (exp(-D / 2) I0(D / 2)), D = 2.2 the barrier in the
        // plane.
        double barrier = 0.5 * Magnets.Mu0 * 1e12 * 0.005 * flat.Fluctuation.Magnet.VolumeM3 / (Magnets.Kb * 300);
        double rarer = Math.Exp(-barrier / 2) / SpecialFunctions.BesselI0(barrier / 2);
        Assert.InRange(round.DwellS!.Value / flat.DwellS!.Value / rarer, 0.8, 1.25);
        Assert.True(flat.Kurtosis < round.Kurtosis - 0.1);
    }

    [Fact]
    public void A_read_sees_what_the_autocorrelation_leaves_of_sigma()
    {
        FluctuationResult read = Run(EasyPlane, 0.05, 400, 600, 0.05e-9, 1e-9, 10e-9);

        // Variance of a mean over T: (2 / T) int (1 - t / T) C(t) dt, with the closed form's C.
        double[] expected = [.. read.Reads.Select(point => Math.Sqrt(GaussLegendreRule.Integrate(
            t => 2 / point.TimeS * (1 - (t / point.TimeS)) * read.Fluctuation.ClosedForm(t), 0, point.TimeS, 200)))];
        Assert.Equal(1, read.Reads[0].SigmaShare, 1e-9);
        Assert.Equal(expected[1], read.Reads[1].SigmaShare, 0.03);
        Assert.Equal(expected[2], read.Reads[2].SigmaShare, 0.03);

        // The tau of an exponential that a long read averages as much: the whole area, by quadrature.
        double area = GaussLegendreRule.Integrate(read.Fluctuation.ClosedForm, 0, 20e-9, 400);
        Assert.Equal(1, read.IntegralTimeS!.Value / area, 0.08);
        Assert.Equal(read.Reads[2].SigmaShare, read.ExponentialShare(10e-9)!.Value, 0.02);
        Assert.Equal("arcsine", read.Shape);
    }

    [Fact]
    public void Cells_of_different_shape_have_the_sigma_of_their_own_plane()
    {
        var typical = new Fluctuation
        {
            Magnet = Fluctuation.MagnetOf(EasyPlane),
            Trials = 1000,
            Seed = 3,
            SampleS = 0.1e-9,
            Samples = 200,
        };
        FluctuatingCell[] cells = [.. FluctuationSpread.Cells(EasyPlane, typical, 6, 0.1)];

        // Boltzmann's law of the angle, exp(D cos^2), in the plane: variance of cos = (1 + I1(D/2) / I0(D/2)) / 2.
        foreach (FluctuatingCell cell in cells)
        {
            double length = 50e-9 * cell.Longer;
            double width = 50e-9 * cell.Wider;
            double volume = Math.PI / 4 * length * width * 1.5e-9;
            double easier = Ellipsoid(width, length, 1.5e-9) - Ellipsoid(length, width, 1.5e-9);
            double half = 0.5 * Magnets.Mu0 * 1e12 * easier * volume / (Magnets.Kb * 300) / 2;
            double ratio = Math.Sign(half) * SpecialFunctions.BesselI1(Math.Abs(half)) / SpecialFunctions.BesselI0(half);
            Assert.Equal(Math.Sqrt((1 + ratio) / 2), cell.Sigma, 0.03);
        }

        Assert.True(cells.Max(cell => cell.Sigma) - cells.Min(cell => cell.Sigma) > 0.15, "ten per cent of size are much of sigma");
        Assert.Equal(0, FluctuationSpread.Relative(FluctuationSpread.Cells(EasyPlane, typical, 4,
            0).Select(cell => (double?)cell.Sigma))!.Value, 0.03);
    }

    [Fact]
    public void A_population_with_a_cell_too_slow_to_see_has_no_spread() =>
        Assert.Null(FluctuationSpread.Relative([1.0, null, 2.0]));

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
            "device", "fluctuation", "--trials", "40", "--samples", "200", "--cells", "2", "--size-spread", "0.1", "--read-ns", "10",
            "--output", "json");
        Assert.True(ran.ExitCode == 0, ran.Error);
        using JsonDocument document = JsonDocument.Parse(ran.Output);

        Assert.InRange(document.RootElement.GetProperty("correlationTimeNs").GetDouble(), 0.4, 1.0);
        Assert.Equal(2, document.RootElement.GetProperty("cells").GetArrayLength());
        Assert.True(document.RootElement.GetProperty("sigmaSpread").GetDouble() > 0);
        Assert.Equal("arcsine", document.RootElement.GetProperty("shape").GetString());
        Assert.InRange(document.RootElement.GetProperty("reads")[0].GetProperty("sigmaShare").GetDouble(), 0.2, 0.5);
        Assert.Equal(1, document.RootElement.GetProperty("autocorrelation")[0].GetProperty("closedForm").GetDouble());
    }

    [Fact]
    public void Sizes_differ_as_the_device_says_where_the_command_does_not()
    {
        string Cells(params string[] more)
        {
            using JsonDocument document = Invocation.Json(
                ["device", "fluctuation", "--trials", "20", "--samples", "100", "--cells", "3", .. more, "--output", "json"]);
            return document.RootElement.GetProperty("cells").GetRawText();
        }

        Assert.Equal(Cells("--size-spread", "0.01"), Cells());
        Assert.Equal(Cells("--size-spread", "0.04"), Cells("--set", "magnet.sizeSpread=0.04"));
        Assert.NotEqual(Cells("--size-spread", "0.04"), Cells());
    }

    [Theory]
    [InlineData("device fluctuation --trials 0", "--trials")]
    [InlineData("device fluctuation --samples 4", "--samples")]
    [InlineData("device fluctuation --set magnet.sizeSpread=0.6", "magnet.sizeSpread")]
    [InlineData("device fluctuation --size-spread 0.1", "--cells")]
    [InlineData("device fluctuation --cells 1 --size-spread 0.1", "--cells")]
    [InlineData("device fluctuation --samples 40 --read-ns 3", "0.05 to 2")]
    [InlineData("device fluctuation ut-austin", "easy plane")]
    [InlineData("device fluctuation all-spin", "lacks magnet.interfaceAnisotropy")]
    public void A_wrong_command_line_is_one_line_and_code_2(string line, string named)
    {
        Invocation refused = Invocation.Of(line.Split(' '));
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
    }

    // Osborn's integral itself, s = c^2 tan^2 u.
    private static double Ellipsoid(double along, double across, double up) => GaussLegendreRule.Integrate(
        u =>
        {
            double s = up * up * Math.Tan(u) * Math.Tan(u);
            double measure = 2 * up * up * Math.Tan(u) / (Math.Cos(u) * Math.Cos(u));
            return along * across * up / 2 * measure
                / ((s + (along * along)) * Math.Sqrt((s + (along * along)) * (s + (across * across)) * (s + (up * up))));
        },
        0, Math.PI / 2, 1000);

    private static FluctuationResult Run(DeviceDescription device, double sampleNs, int samples, int trials, params double[] readsS) =>
        new Fluctuation
        {
            Magnet = Fluctuation.MagnetOf(device),
            Trials = trials,
            Seed = 5,
            SampleS = sampleNs * 1e-9,
            Samples = samples,
            ReadsS = [.. readsS],
        }.Run();
}
