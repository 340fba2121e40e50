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
        string page = File.ReadAllText(RepositoryFile.PathOf("docs/configuration.md"));

        page = Between(page, "<!-- keys: generated -->\n", ConfigurationReport.KeysAsMarkdown(configuration));
        page = Between(page, "<!-- constants: generated -->\n", ConfigurationReport.ConstantsAsMarkdown(configuration));

        RepositoryFile.ShouldHold("docs/configuration.md", page);
    }

    private static string Between(string page, string start, string content)
    {
        int from = page.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"docs/configuration.md lacks {start}");
        from += start.Length;
        int to = page.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
        Assert.True(to >= 0, "docs/configuration.md lacks <!-- end -->");
        return string.Concat(page.AsSpan(0, from), content, page.AsSpan(to));
    }
}
