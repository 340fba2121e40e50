using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Specs;

/// <summary>A chip with dropout modules, for settings that exist only where they do.</summary>
internal static class GatedChip
{
    private const string Text = """
        {
          "base": "all-spin",
          "components": ["sampler", "scaler", "crossbar", "converter", "dropout", "writer", "vector", "sender", "receiver"],
          "dropout": {
            "probability": 0.3, "current": 0, "barrier": 0, "attemptNs": 1, "remain": 0, "group": 1,
            "modules": "rows", "resetNs": 0, "writeNs": 10, "readNs": 0, "banks": 2
          },
          "mapping": { "muReuse": false }
        }
        """;

    /// <summary>Whether a key, a constant or a setting of one is of the modules.</summary>
    public static bool Has(string setting) =>
        setting.StartsWith("dropout.", StringComparison.Ordinal) || setting.StartsWith("constants.dropout.", StringComparison.Ordinal);

    /// <summary>The chip under settings.</summary>
    public static ArchitectureSpec Load(params IEnumerable<string> settings)
    {
        using var folder = new TemporaryFolder();
        string path = folder["gated.json"];
        File.WriteAllText(path, Text);
        return ArchitectureLoader.Load(path, settings, environment: new Dictionary<string, string>()).Architecture;
    }
}
