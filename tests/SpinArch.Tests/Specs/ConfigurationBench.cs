using SpinArch.Files;

namespace SpinArch.Tests.Specs;

/// <summary>A folder of its own for files under test, and a loader that sees no variable of the process.</summary>
internal sealed class ConfigurationBench : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("spinarch-config-").FullName;

    public static EffectiveConfiguration Load(params string[] settings) =>
        ArchitectureLoader.Load("all-spin", settings, environment: NoVariables);

    public static EffectiveConfiguration LoadWith(Dictionary<string, string> variables, params string[] settings) =>
        ArchitectureLoader.Load("all-spin", settings, environment: variables);

    public static EffectiveConfiguration LoadFile(string path, params string[] settings) =>
        ArchitectureLoader.Load(path, settings, environment: NoVariables);

    public static EffectiveConfiguration LoadOver(string userFile, params string[] settings) =>
        ArchitectureLoader.Load("all-spin", settings, userFile, NoVariables);

    public static string Refusal(Action load)
    {
        string message = Assert.Throws<InputException>(load).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    public static EffectiveValue Value(EffectiveConfiguration configuration, string key) =>
        configuration.Values.Concat(configuration.Constants).Single(value => value.Key == key);

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
