using System.Text;
using System.Text.Json;
using SpinArch.Devices;
using SpinArch.Specs;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Devices;

/// <summary>What is made from the table of parameters; <c>SPINARCH_BLESS=1</c> writes it anew.</summary>
public sealed class GeneratedDevicePagesTests
{
    [Fact]
    public void The_schema_of_devices_is_made_from_the_table() => RepositoryFile.ShouldHold(
        "configs/device.schema.json", DeviceSchema.Text());

    [Fact]
    public void Shipped_devices_are_valid_by_it() => Assert.All(
        Directory.EnumerateFiles(RepositoryFile.PathOf("configs/devices"), "*.json"),
        file => Assert.Equal("", SchemaCheck.Errors(RepositoryFile.PathOf("configs/device.schema.json"), file)));

    [Fact]
    public void The_derived_technology_and_the_chip_on_it_are_what_their_command_says()
    {
        DeviceDescription device = DeviceFile.Read(DeviceCatalog.Resolve("all-spin"));
        var derived = Characterisation.Of(device, new CharacterisationPlan());
        TechnologySpec others = TechnologyFile.Read(ConfigurationCatalog.Shipped().ResolveTechnology("spin-puma"));
        RepositoryFile.ShouldHold("configs/technologies/spin-derived.json", CharacterisationFiles.Technology(derived, others));

        using JsonDocument chip = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.PathOf("configs/architectures/all-spin-relaxed/architecture.json")));
        foreach (DerivedValue key in derived.Keys)
        {
            JsonElement value = key.Key.Split('.').Aggregate(chip.RootElement, (at, part) => at.GetProperty(part));
            Assert.Equal(key.Number, value.GetDouble());
            Assert.Contains(derived.Command, chip.RootElement.GetProperty("sources").GetProperty(key.Key).GetString(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_page_lists_every_parameter()
    {
        var table = new StringBuilder("| Parameter | Unit | Allowed | Meaning |\n|---|---|---|---|\n");
        foreach (DeviceKey key in DeviceTable.All)
        {
            table.Append(FormattableString.Invariant($"| `{key.Name}` | {key.Unit} | {key.Least} to {key.Most} | {key.Summary} |\n"));
        }

        GeneratedPart.ShouldHold("docs/device-physics.md", "parameters", table.ToString());
    }
}
