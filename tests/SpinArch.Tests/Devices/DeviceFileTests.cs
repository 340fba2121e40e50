using SpinArch.Devices;
using SpinArch.Files;
using SpinArch.Tests.CommandLine;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Devices;

public sealed class DeviceFileTests : IDisposable
{
    private readonly Scratch scratch = new();

    public static TheoryData<string> Shipped => [
        .. Directory.EnumerateFiles(RepositoryFile.PathOf("configs/devices"), "*.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_device_reads_and_says_where_each_value_stands(string file)
    {
        DeviceDescription device = DeviceFile.Read(RepositoryFile.PathOf($"configs/devices/{file}"));

        Assert.NotEmpty(device.Values);
        Assert.All(device.Values.Values, value => Assert.True(value.Source.Length > 10, value.Key.Name));
        Assert.All(
            device.Values.Values, value => Assert.Equal(
            value.Assumption, value.Assumption || value.Source.StartsWith("assumption", StringComparison.Ordinal)));
        Assert.Contains(Path.GetFileNameWithoutExtension(file), DeviceCatalog.Names);
    }

    [Fact]
    public void Units_become_si() => Assert.Equal(
        [1e-9, 1e-6, 1e-9, 1e3, 1e-8, 1e-15],
        new[] { "magnet.length", "reset.current", "reset.pulse", "magnet.saturation", "heavyMetal.resistivity", "magnet.voltageAnisotropy" }
            .Select(key => DeviceTable.Find(key)!.Si));

    [Fact]
    public void Every_parameter_of_the_table_has_a_size() => Assert.All(
        DeviceTable.All, key => Assert.True(key.Si > 0 && key.Least < key.Most, key.Name));

    [Theory]
    [InlineData(
        """{ "magnet": { "dampnig": { "value": 1, "unit": "1", "source": "s" } } }""",
        "d.json:1:37: unknown parameter 'magnet.dampnig'; the nearest is magnet.damping")]
    [InlineData("""{ "magnet": { "damping": 0.1 } }""", "magnet.damping = 0.1; write {")]
    [InlineData(
        """{ "magnet": { "damping": { "value": 0, "unit": "1", "source": "s" } } }""",
        "magnet.damping = 0 is out of range; allowed: a number from 1E-05 to 10, in 1")]
    [InlineData("""{ "magnet": { "damping": { "value": 1e999, "unit": "1", "source": "s" } } }""", "is no finite number")]
    [InlineData("""{ "magnet": { "damping": { "value": 0.1, "unit": "nm", "source": "s" } } }""", "given in \"nm\"; allowed: \"1\"")]
    [InlineData("""{ "magnet": { "damping": { "value": 0.1, "unit": "1", "source": " " } } }""", "empty source")]
    [InlineData("""{ "magnet": { "damping": { "value": 0.1, "unit": "1" } } }""", "has no source")]
    [InlineData(
        """{ "magnet": { "damping": { "value": 0.1, "unit": "1", "source": "s", "sauce": 1 } } }""", "no 'sauce'; the nearest is source")]
    [InlineData(
        """{ "magnet": { "damping": { "value": 0.1, "unit": "1", "source": "s", "assumption": "yes" } } }""", "allowed: true or false")]
    [InlineData(
        """{ "magnet": { "demagnetisationX": { "value": 0.1, "unit": "1", "source": "s" } } }""", "without magnet.demagnetisationY")]
    [InlineData(
        """{ "magnet": { "oxideThickness": { "value": 1, "unit": "nm", "source": "s" } } }""",
        "magnet.oxideThickness needs magnet.voltageAnisotropy")]
    [InlineData(
        """{ "reset": { "voltage": { "value": 1, "unit": "V", "source": "s" } } }""", "does nothing without magnet.voltageAnisotropy")]
    [InlineData(
        """{ "magnet": { "barrier": { "value": 20, "unit": "kT", "source": "s" }, "interfaceAnisotropy": { "value": 0.001, "unit": "J/m2", "source": "s" } } }""", "magnet.barrier contradicts magnet.interfaceAnisotropy")]
    [InlineData("""{ "description": 3 }""", "description = 3; allowed: text in quotes")]
    [InlineData("[]", "must hold one JSON object")]
    public void A_wrong_file_is_refused_where_it_is_wrong(string text, string message)
    {
        string path = scratch.Write("d.json", text);

        Assert.Contains(message, Assert.Throws<InputException>(() => DeviceFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("magnet.damping", "no KEY=VALUE")]
    [InlineData("magnet.dampnig=1", "the nearest is magnet.damping")]
    [InlineData("magnet.damping=abc", "no finite number")]
    [InlineData("environment.temperature=0", "out of range; allowed: a number from 1 to 1000, in K")]
    [InlineData("magnet.interfaceAnisotropy=0.001", "magnet.barrier contradicts")]
    public void A_wrong_setting_is_refused(string setting, string message)
    {
        DeviceDescription device = DeviceFile.Read(RepositoryFile.PathOf("configs/devices/all-spin.json"));

        Assert.Contains(message, Assert.Throws<InputException>(() => device.With([setting])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verb_names_the_parameter_that_it_misses()
    {
        DeviceDescription device = DeviceFile.Read(RepositoryFile.PathOf("configs/devices/ut-austin.json"));

        Assert.Contains(
            "ut-austin.json: lacks wall.saturation [kA/m]", Assert.Throws<InputException>(() => WallTrack.Of(device, "synapse")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_magnet_without_an_easy_axis_is_no_junction()
    {
        DeviceDescription device = DeviceFile.Read(RepositoryFile.PathOf("configs/devices/ut-austin.json")).With(
            ["magnet.interfaceAnisotropy=0.0009"]);

        Assert.Contains("no stable states", Assert.Throws<InputException>(() => Junction.Of(device)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => scratch.Dispose();
}
