using SpinArch.Devices;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Devices;

/// <summary>Demagnetising factors against closed forms.</summary>
public sealed class DemagnetisationTests
{
    [Fact]
    public void A_sphere_has_a_third_along_every_axis()
    {
        SpinVector factors = Demagnetisation.OfEllipsoid(3e-9, 3e-9, 3e-9);

        Assert.All([factors.X, factors.Y, factors.Z], factor => Assert.Equal(1 / 3.0, factor, 1e-12));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(33.3)]
    [InlineData(1000)]
    public void An_oblate_spheroid_has_osborns_closed_form(double flatness)
    {
        // N = m^2 / (m^2 - 1) (1 - asin(sqrt(m^2 - 1) / m) / sqrt(m^2 - 1)) along the short axis.
        double root = Math.Sqrt((flatness * flatness) - 1);
        double expected = flatness * flatness / (root * root) * (1 - (Math.Asin(root / flatness) / root));
        SpinVector factors = Demagnetisation.OfEllipsoid(flatness, flatness, 1);

        Assert.Equal(expected, factors.Z, 1e-10);
        Assert.Equal((1 - expected) / 2, factors.X, 1e-10);
        Assert.Equal(factors.X, factors.Y, 1e-14);
    }

    [Theory]
    [InlineData(100, 40, 1.2)]
    [InlineData(1, 2, 3)]
    [InlineData(1e5, 1, 0.1)]
    public void Factors_sum_to_one_and_the_longest_axis_has_the_least(double length, double width, double thickness)
    {
        SpinVector factors = Demagnetisation.OfEllipsoid(length, width, thickness);

        Assert.Equal(1, factors.X + factors.Y + factors.Z, 1e-10);
        Assert.Equal(length > width, factors.X < factors.Y);
    }

    [Fact]
    public void The_shipped_easy_plane_device_gives_its_own_shapes_factors()
    {
        DeviceDescription device = DeviceFile.Read(RepositoryFile.PathOf("configs/devices/easy-plane.json"));
        SpinVector factors = Demagnetisation.OfEllipsoid(
            device.Si("magnet.length"), device.Si("magnet.width"), device.Si("magnet.thickness"));

        Assert.Equal(factors.X, device.Si("magnet.demagnetisationX"), 5e-5);
        Assert.Equal(factors.Y, device.Si("magnet.demagnetisationY"), 5e-5);
        Assert.Equal(factors.Z, device.Si("magnet.demagnetisationZ"), 5e-5);
    }
}
