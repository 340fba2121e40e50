using SpinArch.Specs;

namespace SpinArch.Tests.Specs;

public sealed class CapabilityTests
{
    [Fact]
    public void No_code_below_the_command_line_knows_an_architecture_by_name()
    {
        foreach (string file in new[] { "src/SpinArch", "src/SpinArch.Kernel" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryFile.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
        {
            string text = File.ReadAllText(file);
            Assert.All(ConfigurationCatalog.Shipped().Architectures, name => Assert.DoesNotContain($"\"{name}\"", text, StringComparison.Ordinal));
        }
    }
}
