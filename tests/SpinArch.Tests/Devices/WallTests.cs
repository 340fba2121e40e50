using SpinArch.Devices;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Devices;

/// <summary>The domain wall against closed forms, the reference's table and the laws of heat.</summary>
public sealed class WallTests
{
    private static DeviceDescription AllSpin { get; } = DeviceFile.Read(RepositoryFile.PathOf("configs/devices/all-spin.json"));

    private static WallTrack Track { get; } = WallTrack.Of(AllSpin, "synapse");

    [Fact]
    public void The_published_track_has_the_derived_figures()
    {
        Assert.Equal(7.62e-9, Track.WallWidthM, 0.01e-9);
        Assert.Equal(179.5e3, Track.DmiFieldAPerM, 600.0);
        Assert.Equal(12.2e3, Track.ShapeFieldAPerM, 50.0);
        Assert.Equal(4.365e-8, Track.SpinHallFieldPerDensity, 0.005e-8);
        Assert.InRange(Track.SaturationCurrentDensityAPerM2 / 1.234e12, 0.995, 1.005);
        Assert.Equal(474, Track.ClosedFormVelocity(1e18), 1.0);
        Assert.Equal(16, Track.Levels);
        Assert.Equal(8, WallTrack.Of(AllSpin, "neuron").Levels);
    }

    // The reference takes 7.6 nm for the wall where 7.62 nm follow from the table's own A, Ku and Ms: 0.3 %.
    [Theory]
    [InlineData(1e10, 3.84, 3.84, 3.8)]
    [InlineData(1e11, 38.3, 38.3, 38.3)]
    [InlineData(3e11, 111.8, 112.0, 112.1)]
    [InlineData(5e11, 177.1, 178.1, 178.3)]
    [InlineData(6.67e11, 223.4, 225.4, 226.0)]
    [InlineData(1e12, 294.5, 298.6, 300.8)]
    public void Velocity_and_way_are_those_of_the_reference_and_the_closed_form(
        double density, double velocity, double closedForm, double displacementNm)
    {
        WallPoint point = Assert.Single(Cold(Track).Run([density]));

        Assert.Equal(velocity, point.VelocityMPerS, velocity * 0.005);
        Assert.Equal(closedForm, point.ClosedFormVelocityMPerS, closedForm * 0.005);
        Assert.Equal(displacementNm, point.DisplacementM * 1e9, Math.Max(0.06, displacementNm * 0.005));
        Assert.InRange(point.VelocityMPerS / point.ClosedFormVelocityMPerS, 0.98, 1.02);
    }

    [Fact]
    public void The_published_pulse_moves_the_wall_from_edge_to_edge_of_the_neuron()
    {
        WallPoint point = Assert.Single(Cold(Track).Run([40e-6 / Track.CrossSectionM2]));

        Assert.InRange(point.CurrentDensityAPerM2 / 4.44e11, 0.998, 1.002);
        Assert.Equal(160, point.DisplacementM * 1e9, 2.0);
    }

    [Fact]
    public void A_current_the_other_way_moves_the_wall_back()
    {
        WallPoint[] points = [.. Cold(Track).Run([3e11, -3e11, 0])];

        Assert.Equal(-points[0].DisplacementM, points[1].DisplacementM, 1e-15);
        Assert.Equal(-points[0].ClosedFormVelocityMPerS, points[1].ClosedFormVelocityMPerS, 1e-12);
        Assert.Equal(0, points[2].DisplacementM);
    }

    [Fact]
    public void A_field_moves_the_wall_with_the_mobility_of_gilbert()
    {
        // Below Walker's breakdown v = gamma0 Delta H / alpha.
        const double Field = 2e3;
        var wall = new WallEnsemble(Track with { TemperatureK = 0 }, 1, 1);
        wall.Advance(0, Field, 2e-9, 0.5e-12);
        double from = wall[0];
        wall.Advance(0, Field, 1e-9, 0.5e-12);

        Assert.Equal(
            Magnets.Gamma0 * Track.WallWidthM * Field / 0.3, (wall[0] - from) / 1e-9,
            0.001 * Magnets.Gamma0 * Track.WallWidthM * Field / 0.3);
    }

    [Fact]
    public void A_free_wall_diffuses_as_einstein_has_it()
    {
        // Mobility gamma0 Delta / alpha a field and 2 mu0 Ms Ly Lz of force a field: D = kT gamma0 Delta / (2 alpha mu0 Ms Ly Lz).
        const int Trials = 4000;
        const double Time = 2e-9;
        var wall = new WallEnsemble(Track, Trials, 5);
        wall.Advance(0, 0, 1e-9, 1e-12);
        double[] from = [.. Enumerable.Range(0, Trials).Select(trial => wall[trial])];
        wall.Advance(0, 0, Time, 1e-12);
        double square = Enumerable.Range(0, Trials).Average(trial => Math.Pow(wall[trial] - from[trial], 2));
        double diffusion = Magnets.Kb * 300 * Magnets.Gamma0 * Track.WallWidthM / (2 * 0.3 * Magnets.Mu0 * 7e5 * 30e-9 * 0.6e-9);

        Assert.Equal(1, square / (2 * diffusion * Time), 5 * Math.Sqrt(2.0 / Trials));
    }

    [Fact]
    public void A_pinned_wall_spreads_as_equipartition_has_it()
    {
        // In sin^2(pi q / p) of height V0 the floor's curvature is 2 V0 (pi / p)^2; the angle's follows from DMI and charges.
        const int Trials = 4000;
        WallTrack pinned = Track with { PinningJ = 40 * Magnets.Kb * 300 };
        var wall = new WallEnsemble(pinned, Trials, 6);
        wall.Advance(0, 0, 1e-9, 0.1e-12);
        double places = Enumerable.Range(0, Trials).Average(trial => wall[trial] * wall[trial]);
        double angles = Enumerable.Range(0, Trials).Average(trial => Math.Pow(wall.Angle(trial), 2));
        double stiffness = 2 * pinned.PinningJ * Math.Pow(Math.PI / pinned.StepM, 2);
        double angular = pinned.EnergyPerFieldAndWay * pinned.WallWidthM * ((Math.PI / 2 * pinned.DmiFieldAPerM) - pinned.ShapeFieldAPerM);

        // Anharmonic terms are of the order of kT / V0; statistics 2.2 % each.
        Assert.Equal(1, places * stiffness / (Magnets.Kb * 300), 0.12);
        Assert.Equal(1, angles * angular / (Magnets.Kb * 300), 0.12);
    }

    [Fact]
    public void Walls_are_the_same_on_any_number_of_threads()
    {
        WallExperiment experiment = Cold(Track) with { Trials = 41 };

        Assert.Equal((experiment with { Threads = 1 }).Run([3e11])[0], (experiment with { Threads = 5 }).Run([3e11])[0]);
        Assert.NotEqual((experiment with { Seed = 9 }).Run([3e11])[0].MeanDisplacementM, experiment.Run([3e11])[0].MeanDisplacementM);
    }

    private static WallExperiment Cold(WallTrack track) => new() { Track = track, PulseS = 1e-9, StepS = 0.5e-12, Trials = 0, Seed = 1 };
}
