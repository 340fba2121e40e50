using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Specs;

/// <summary>The shipped chip whose arrays are read whole, for settings that exist only there.</summary>
internal static class ArrayChip
{
    /// <summary>In place of a setting: no cell fluctuates.</summary>
    public const string Still = "still";

    private const string StillChip = """
        { "base": "in-cell", "components": ["array", "converter", "vector", "sender", "receiver"] }
        """;

    /// <summary>Whether a key, a constant or a setting of one is of such arrays.</summary>
    public static bool Has(string setting) => setting.StartsWith("array.", StringComparison.Ordinal)
        || setting.StartsWith("fluctuation.", StringComparison.Ordinal) || setting.StartsWith("dac.bitsAtOnce", StringComparison.Ordinal)
        || setting.StartsWith("constants.fluctuation.", StringComparison.Ordinal);

    /// <summary>The chip under settings.</summary>
    public static ArchitectureSpec Load(params IEnumerable<string> settings)
    {
        string[] all = [.. settings];
        string[] real = [.. all.Where(setting => setting != Still)];
        if (real.Length == all.Length)
        {
            return Load("in-cell", real);
        }

        using var folder = new TemporaryFolder();
        string path = folder["still.json"];
        File.WriteAllText(path, StillChip);
        return Load(path, real);
    }

    private static ArchitectureSpec Load(string name, string[] settings) =>
        ArchitectureLoader.Load(name, settings, environment: new Dictionary<string, string>()).Architecture;
}
