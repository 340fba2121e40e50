using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SpinArch.Configuration;
using SpinArch.Devices;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>Reads a sweep file, strictly: every key, name and value is checked before the first point is made.</summary>
public static class SweepFileReader
{
    private const int LongestFile = 1 << 20;
    private const int MostKnobs = 64;
    private const int MostCount = 1_000_000;

    private static readonly string[] Keys =
    [
        "$schema", "description", "name", "network", "networks", "weights", "architecture", "samples", "inputs", "seed", "seeds", "set", "knobs",
        "design", "count", "designSeed", "screen", "accuracy", "device",
        "objectives", "constraints", "search",
    ];

    private static readonly string[] ScreenKeys = ["objective", "keep", "keepCount"];
    private static readonly string[] AccuracyKeys = ["images"];
    private static readonly string[] DeviceKeys = ["name", "age", "settled", "trials", "seed"];
    private static readonly string[] Designs = ["grid", "latinHypercube", "list"];

    /// <summary>Reads a sweep.</summary>
    /// <param name="path">The file (JSON).</param>
    /// <param name="network">The network where the file names none.</param>
    /// <param name="architecture">The architecture where the file names none.</param>
    /// <param name="isSearch">Whether it is to be searched, and not every point looked at.</param>
    /// <exception cref="InputException">It is missing or wrong; one line says where, what, and what is allowed.</exception>
    public static SweepFile Read(string path, string network, string architecture, bool isSearch = false)
    {
        byte[] bytes = BoundedFile.Read(path, LongestFile);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Read(path, bytes, document.RootElement, network, architecture, isSearch);
        }
        catch (JsonException error)
        {
            throw new InputException($"{path}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}", "is not JSON here", error);
        }
        catch (InvalidOperationException error) when (error.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
        {
            throw new InputException(path, "holds a text that is no Unicode (a broken UTF-8 sequence or half a surrogate pair)", error);
        }
    }

    private static SweepFile Read(string path, byte[] bytes, JsonElement root, string network, string architecture, bool isSearch)
    {
        var place = new JsonPlace(path, "");
        place.CheckKeys(root, Keys);
        SweepDesign design = Design(place, root);
        bool isHypercube = design == SweepDesign.LatinHypercube;
        if (!isHypercube && (root.TryGetProperty("count", out _) || root.TryGetProperty("designSeed", out _)))
        {
            throw place.At(root.TryGetProperty("count", out _) ? "count" : "designSeed").Fault("belongs to \"design\": \"latinHypercube\"");
        }

        var file = new SweepFile
        {
            Place = path,
            Name = place.Text(root, "name"),
            Networks = OneOrMany(place, root, "network", "networks", Text, network),
            UsesWeights = Flag(place, root, "weights", true),
            Architecture = SweepFile.Located(
                path, "architecture", root.TryGetProperty("architecture", out _) ? place.Text(root, "architecture") : architecture, ConfigurationCatalog.Shipped().Architectures),
            Samples = Number(place, root, "samples", 10),
            Inputs = Number(place, root, "inputs", 1),
            Seeds = OneOrMany(place, root, "seed", "seeds", Seed, 1UL),
            Settings = Settings(place, root),
            Knobs = Knobs(place, root, design),
            Design = design,
            Count = isHypercube ? place.At("count").Count(place.Member(root, "count", JsonValueKind.Number), MostCount) : 0,
            DesignSeed = root.TryGetProperty("designSeed", out JsonElement seed) ? Seed(place.At("designSeed"), seed) : 1,
            Screen = Screen(place, root),
            AccuracyImages = Accuracy(place, root),
            Physics = Physics(place, root),
            Search = SearchPlanReader.Read(place, root),
            Hash = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        };
        if (SweepKnobReader.RunKeys.FirstOrDefault(key => root.TryGetProperty(key, out _) && file.Columns.Contains(key)) is { } both)
        {
            throw place.At(both).Fault("is given, and a knob varies it; leave one of them out");
        }

        if (file.Search is not null && !isSearch)
        {
            throw place.Fault($"says what is looked for (objectives, constraints or search); 'search {path}' looks for it");
        }

        SweepFileCheck.Check(file, place, isEvery: !isSearch);
        return file;
    }

    private static SweepDesign Design(JsonPlace place, JsonElement root)
    {
        if (!root.TryGetProperty("design", out _))
        {
            return SweepDesign.Grid;
        }

        string name = place.Text(root, "design");
        int index = Array.IndexOf(Designs, name);
        return index >= 0
            ? (SweepDesign)index
            : throw place.At("design").Fault($"is '{Quoted.Short(name)}'; did you mean {NearestName.Of(name, Designs)}? Allowed: {string.Join(", ", Designs)}");
    }

    private static ImmutableArray<SweepKnob> Knobs(JsonPlace place, JsonElement root, SweepDesign design)
    {
        JsonElement list = place.Member(root, "knobs", JsonValueKind.Array);
        int count = list.GetArrayLength();
        return count is > 0 and <= MostKnobs
            ? [.. list.EnumerateArray().Select((knob, index) => SweepKnobReader.Read(place.At($"knobs[{index}]"), knob, design))]
            : throw place.At("knobs").Fault($"has {count} knobs, allowed are 1 to {MostKnobs}");
    }

    private static ImmutableArray<string> Settings(JsonPlace place, JsonElement root)
    {
        if (!root.TryGetProperty("set", out JsonElement set))
        {
            return [];
        }

        JsonPlace here = place.At("set");
        if (set.ValueKind != JsonValueKind.Object)
        {
            throw here.Fault("is not an object { \"key\": value, ... }");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        var settings = ImmutableArray.CreateBuilder<string>();
        foreach (JsonProperty member in set.EnumerateObject())
        {
            string key = SweepKnobReader.Key(here, member.Name);
            string value = SweepKnobReader.Value(here.At(key), key, member.Value);
            if (!keys.Add(key))
            {
                throw here.At(key).Fault("is given twice");
            }

            settings.Add(key == ConfigurationLayer.TechnologyKey
                ? $"{key}={SweepFile.Located(place.File, "set: technology", value, ConfigurationCatalog.Shipped().Technologies)}"
                : $"{key}={value}");
        }

        return settings.ToImmutable();
    }

    private static SweepScreen? Screen(JsonPlace place, JsonElement root)
    {
        if (!root.TryGetProperty("screen", out JsonElement screen))
        {
            return null;
        }

        JsonPlace here = place.At("screen");
        here.CheckKeys(screen, ScreenKeys);
        string objective = here.Text(screen, "objective");
        string[] allowed = [.. SweepObjective.Names.Where(SweepObjective.IsEstimated)];
        if (!allowed.Contains(objective))
        {
            throw here.At("objective").Fault($"is '{Quoted.Short(objective)}'; did you mean {NearestName.Of(objective, allowed)}? Allowed: {string.Join(", ", allowed)}");
        }

        bool hasShare = screen.TryGetProperty("keep", out JsonElement keep);
        bool hasCount = screen.TryGetProperty("keepCount", out JsonElement count);
        if (hasShare == hasCount)
        {
            throw here.Fault("needs either \"keep\", a share above 0 and at most 1, or \"keepCount\", a number of points");
        }

        if (hasCount)
        {
            return new SweepScreen(objective, null, here.At("keepCount").Count(count, MostCount));
        }

        return keep.ValueKind == JsonValueKind.Number && keep.TryGetDouble(out double share) && share is > 0 and <= 1
            ? new SweepScreen(objective, share, null)
            : throw here.At("keep").Fault($"is {Quoted.Short(keep.GetRawText())}, allowed is a number above 0 and at most 1");
    }

    private static int Accuracy(JsonPlace place, JsonElement root)
    {
        if (!root.TryGetProperty("accuracy", out JsonElement accuracy))
        {
            return 0;
        }

        JsonPlace here = place.At("accuracy");
        here.CheckKeys(accuracy, AccuracyKeys);
        return here.At("images").Count(here.Member(accuracy, "images", JsonValueKind.Number), MostCount);
    }

    private static SweepPhysics? Physics(JsonPlace place, JsonElement root)
    {
        if (!root.TryGetProperty("device", out JsonElement device))
        {
            return null;
        }

        JsonPlace here = place.At("device");
        here.CheckKeys(device, DeviceKeys);
        try
        {
            var standard = new CharacterisationPlan();
            var plan = new CharacterisationPlan
            {
                Age = device.TryGetProperty("age", out _) ? OneAge(here.At("age"), here.Text(device, "age")) : null,
                Settled = device.TryGetProperty("settled", out JsonElement settled) ? Share(here.At("settled"), settled) : null,
                Trials = Number(here, device, "trials", standard.Trials),
                Seed = device.TryGetProperty("seed", out JsonElement seed) ? Seed(here.At("seed"), seed) : standard.Seed,
                Threads = 1,
            };
            DeviceDescription read = DeviceFile.Read(DeviceCatalog.Resolve(here.Text(device, "name")));
            plan.Check(read);
            return new SweepPhysics(read, plan);
        }
        catch (InputException error) when (!error.Message.StartsWith(place.File, StringComparison.Ordinal))
        {
            throw new InputException(place.File, $"device: {error.Message}", error);
        }
    }

    private static Age OneAge(JsonPlace place, string text) =>
        Age.Parse("age", text) is [var age] ? age : throw place.Fault("are several ages; give one");

    private static double Share(JsonPlace place, JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double share) ? share : throw place.Fault("is no number");

    private static int Number(JsonPlace place, JsonElement root, string name, int otherwise) =>
        root.TryGetProperty(name, out JsonElement value) ? place.At(name).Count(value, MostCount) : otherwise;

    private static bool Flag(JsonPlace place, JsonElement root, string name, bool otherwise) =>
        !root.TryGetProperty(name, out JsonElement value) ? otherwise
            : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
            : throw place.At(name).Fault($"is {Quoted.Short(value.GetRawText())}, allowed is true or false");

    private static ImmutableArray<T> OneOrMany<T>(JsonPlace place, JsonElement root, string one, string many, Func<JsonPlace, JsonElement, T> read, T otherwise)
    {
        bool hasOne = root.TryGetProperty(one, out JsonElement single);
        bool hasMany = root.TryGetProperty(many, out _);
        if (hasOne && hasMany)
        {
            throw place.At(many).Fault($"and {one} are both given; give one of them");
        }

        if (!hasMany)
        {
            return [hasOne ? read(place.At(one), single) : otherwise];
        }

        JsonElement list = place.Member(root, many, JsonValueKind.Array);
        ImmutableArray<T> values = [.. list.EnumerateArray().Select((element, index) => read(place.At($"{many}[{index}]"), element))];
        return values.Length > 0 && values.Distinct().Count() == values.Length ? values : throw place.At(many).Fault("is empty or names one twice");
    }

    private static string Text(JsonPlace place, JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 and <= 4096 } text && !text.Any(char.IsControl)
            ? text
            : throw place.Fault("is not a text without line breaks");

    private static ulong Seed(JsonPlace place, JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && ulong.TryParse(element.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw place.Fault($"is {Quoted.Short(element.GetRawText())}, allowed is a whole number from 0 to {ulong.MaxValue}");
}
