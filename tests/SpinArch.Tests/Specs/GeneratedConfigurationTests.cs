namespace SpinArch.Tests.Specs;

public sealed class GeneratedConfigurationTests
{
    [Fact]
    public void The_schema_of_architectures_is_made_from_the_key_table() =>
        RepositoryFile.ShouldHold("configs/architecture.schema.json", ConfigurationSchemas.Architecture());

    [Fact]
    public void The_schema_of_technologies_is_made_from_the_table_of_constants() =>
        RepositoryFile.ShouldHold("configs/technology.schema.json", ConfigurationSchemas.Technology());

    [Fact]
    public void The_schema_of_networks_is_the_committed_one() =>
        RepositoryFile.ShouldHold("configs/network.schema.json", ConfigurationSchemas.Network());

    [Fact]
    public void The_schema_of_published_figures_is_made_from_their_table() =>
        RepositoryFile.ShouldHold("configs/published.schema.json", ConfigurationSchemas.Published());

    [Fact]
    public void The_page_lists_every_key_and_constant()
    {
        EffectiveConfiguration configuration = ConfigurationBench.Load();
        GeneratedPart.ShouldHold("docs/configuration.md", "keys", ConfigurationReport.KeysAsMarkdown(configuration));
        GeneratedPart.ShouldHold("docs/configuration.md", "constants", ConfigurationReport.ConstantsAsMarkdown(configuration));
    }
}
