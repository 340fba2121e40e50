using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Specs;

/// <summary>A chip whose weights are their means: it lists neither sampler nor scaler.</summary>
internal static class MeanChip
{
    /// <summary>The chip under settings.</summary>
    public static ArchitectureSpec Load(params IEnumerable<string> settings) => Of("""["crossbar", "converter", "writer", "vector", "sender", "receiver"]""", settings);

    /// <summary>The chip of a list of components, under settings.</summary>
    public static ArchitectureSpec Of(string components, params IEnumerable<string> settings)
    {
        using var folder = new TemporaryFolder();
        string path = folder["means.json"];
        File.WriteAllText(path, $$"""{ "base": "all-spin", "components": {{components}} }""");
        return ArchitectureLoader.Load(path, settings, environment: new Dictionary<string, string>()).Architecture;
    }
}
