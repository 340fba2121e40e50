using System.Text.Json;
using SpinArch.Files;

namespace SpinArch.Specs;

/// <summary>
/// What a command takes where nothing is named: names of the configurations that ship, from <c>defaults.json</c> beside them.
/// </summary>
public sealed class DefaultNames
{
    /// <summary>The file in the folder of configurations.</summary>
    private const string FileName = "defaults.json";

    private readonly string path;
    private readonly Dictionary<string, string> names;

    private DefaultNames(string path, Dictionary<string, string> names) => (this.path, this.names) = (path, names);

    /// <summary>An architecture.</summary>
    public string Architecture => this["architecture"];

    /// <summary>A network.</summary>
    public string Network => this["network"];

    /// <summary>A folder of images among the networks.</summary>
    public string Images => this["images"];

    /// <summary>A device with parts that draw, store and sum.</summary>
    public string Device => this["device"];

    /// <summary>A device that draws by itself.</summary>
    public string Magnet => this["magnet"];

    /// <summary>A technology.</summary>
    public string Technology => this["technology"];

    private string this[string key] =>
        names.TryGetValue(key, out string? name) ? name
            : throw new InputException(path, $"has no \"{key}\": what is taken where none is named");

    /// <summary>The names that ship.</summary>
    /// <exception cref="InputException">The file is missing, or no object of texts.</exception>
    public static DefaultNames Shipped()
    {
        string path = Path.Combine(ConfigurationCatalog.ShippedFolder, FileName);
        try
        {
            using FileStream stream = InputFile.Open(path);
            return new DefaultNames(path, JsonSerializer.Deserialize(stream, DefaultNamesJson.Default.DictionaryStringString) ?? []);
        }
        catch (Exception error) when (error is JsonException || InputFile.IsRefusal(error))
        {
            throw new InputException(path, $"is no object of names ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }
}
