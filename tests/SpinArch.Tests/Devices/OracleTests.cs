using System.Text.Json;
using SpinArch.Devices;
using SpinArch.Tests.Networks;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Devices;

/// <summary>The integrators against NumPy, which reads the same equations and draws from the page.</summary>
public sealed class OracleTests
{
    [Fact]
    public void Paths_of_a_heated_driven_magnet_are_those_of_numpy()
    {
        const int Trials = 9;
        const int Steps = 401;
        const double Step = 1e-12;
        Magnet magnet = Magnets.Uniaxial(20, 0.05, temperatureK: 350) with { AnisotropyAPerM = new SpinVector(-9e3, -4e3, 30e3) };
        var drive = new Drive(new SpinVector(1e3, 60e3, -2e3), new SpinVector(500, -700, 900), 1200);
        var ensemble = new MacrospinEnsemble(magnet, Trials, 0xABCDEF0123456789);
        ensemble.StartAt(new SpinVector(0.6, 0, 0.8));
        ensemble.Advance(drive, Steps, Step, default(NoWatch));

        double[][] expected = Run("spins", new
        {
            trials = Trials,
            steps = Steps,
            step = Step,
            start = new[] { 0.6, 0, 0.8 },
            damping = magnet.Damping,
            temperature = magnet.TemperatureK,
            saturation = magnet.SaturationAPerM,
            volume = magnet.VolumeM3,
            anisotropy = new[] { -9e3, -4e3, 31.2e3 },
            torque = new[] { 1e3, 60e3, -2e3 },
            field = new double[] { 500, -700, 900 },
            seed = 0xABCDEF0123456789,
        });

        // The two ways to write the equation agree for vectors of length 1; Heun's predicted one is longer by the square of a step's angle.
        for (int trial = 0; trial < Trials; trial++)
        {
            Assert.Equal(expected[trial][0], ensemble[trial].X, 2e-6);
            Assert.Equal(expected[trial][1], ensemble[trial].Y, 2e-6);
            Assert.Equal(expected[trial][2], ensemble[trial].Z, 2e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void A_wall_goes_as_far_as_numpy_has_it(double pinningKt)
    {
        DeviceDescription device = DeviceFile.Read(RepositoryFile.PathOf("configs/devices/all-spin.json"))
            .With([FormattableString.Invariant($"wall.pinning={pinningKt}")]);
        WallTrack track = WallTrack.Of(device, "synapse");
        double[] densities = [2e10, 1e11, 3e11, 1e12];
        double[][] expected = Run("walls", new
        {
            densities,
            exchange = 1e-11,
            anisotropy = 4.8e5,
            saturation = 7e5,
            dmi = 1.2e-3,
            thickness = 0.6e-9,
            damping = 0.3,
            spinHallAngle = 0.07,
            width = 30e-9,
            site = 20e-9,
            pinning = pinningKt * Magnets.Kb * 300,
            pulse = 1e-9,
            drift = 20 * track.RelaxationS,
        });
        var experiment = new WallExperiment { Track = track, PulseS = 1e-9, StepS = 0.1e-12, Trials = 0, Seed = 1 };

        Assert.Equal(
            expected.Select(state => state[0] * 1e9), experiment.Run(densities).Select(point => point.DisplacementM * 1e9), (
            left, right) => Math.Abs(left - right) < 0.01);
    }

    private static double[][] Run(string what, object parameters) => JsonSerializer.Deserialize<double[][]>(
        NumPy.Run(
            File.ReadAllText(RepositoryFile.PathOf("tests/SpinArch.Tests/Devices/devices.py")), what, JsonSerializer.Serialize(
            parameters)))!;
}
