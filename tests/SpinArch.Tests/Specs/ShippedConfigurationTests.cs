using SpinArch.Specs;

namespace SpinArch.Tests.Specs;

public sealed class ShippedConfigurationTests
{
    [Fact]
    public void Every_shipped_architecture_loads_and_says_where_each_value_stands()
    {
        ConfigurationCatalog catalog = ConfigurationCatalog.Shipped();
        Assert.Contains("all-spin", catalog.Architectures);
        Assert.Contains("all-spin-ideal", catalog.Architectures);

        Assert.All(catalog.Architectures, name =>
        {
            EffectiveConfiguration configuration = ArchitectureLoader.Load(name, environment: new Dictionary<string, string>());
            Assert.All(configuration.Values.Concat(configuration.Constants), value => Assert.True(value.Source.Length > 0, $"{name}: {value.Key} has no source"));
        });
    }

    [Fact]
    public void Every_shipped_technology_loads() =>
        Assert.All(ConfigurationCatalog.Shipped().Technologies, name =>
            Assert.Equal(TechnologyTable.All.Length, TechnologyFile.Read(ConfigurationCatalog.Shipped().ResolveTechnology(name)).Constants.Count));
}
