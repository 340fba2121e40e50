using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Specs;

/// <summary>Chips with dropout modules or processing elements, for settings that exist only where they do.</summary>
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

    private static readonly string[] OfElements = ["elements.", "generator.", "weightMemory.", "chip."];

    /// <summary>Whether a key, a constant or a setting of one is of the modules, or of processing elements.</summary>
    public static bool Has(string setting) => IsOf(setting, "dropout.") || HasElements(setting);

    /// <summary>Whether a setting is of a chip of processing elements.</summary>
    public static bool HasElements(string setting) => OfElements.Any(section => IsOf(setting, section));

    /// <summary>The chip under settings.</summary>
    public static ArchitectureSpec Load(params IEnumerable<string> settings)
    {
        if (settings.Any(HasElements))
        {
            return ArchitectureLoader.Load("vibnn", [.. settings], environment: new Dictionary<string, string>()).Architecture;
        }

        using var folder = new TemporaryFolder();
        string path = folder["gated.json"];
        File.WriteAllText(path, Text);
        return ArchitectureLoader.Load(path, settings, environment: new Dictionary<string, string>()).Architecture;
    }

    private static bool IsOf(string setting, string section) =>
        setting.StartsWith(section, StringComparison.Ordinal) || setting.StartsWith("constants." + section, StringComparison.Ordinal);
}
