using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SpinArch.Files;

namespace SpinArch.Specs;

/// <summary>
/// A configuration file as a list of leaves with their places. Strict where silence would hide a mistake (a key twice, null, deep
/// nesting are errors), lenient where it helps a person (comments and trailing commas are allowed).
/// </summary>
internal sealed record ConfigurationFile(string Path, byte[] Content, ImmutableArray<JsonEntry> Entries)
{
    /// <summary>No configuration comes near it; larger files are some other file.</summary>
    private const int LargestBytes = 1 << 20;

    private const int DeepestNesting = 8;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads and flattens a file.</summary>
    /// <exception cref="InputException">It cannot be read, is too large, is no JSON object, or repeats a key.</exception>
    internal static ConfigurationFile Read(string path)
    {
        byte[] content = Load(path);
        if (content.AsSpan().StartsWith(ByteOrderMark))
        {
            content = content[ByteOrderMark.Length..];
        }

        try
        {
            return new ConfigurationFile(path, content, Flatten(path, content));
        }
        catch (JsonException error)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}");
            int end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw new InputException(place, "malformed JSON: " + Quoted.Line(end < 0 ? error.Message : error.Message[..end]), error);
        }
        catch (InvalidOperationException error)
        {
            throw new InputException(path, "malformed JSON: text that is not valid UTF-8", error);
        }
    }

    private static byte[] Load(string path)
    {
        try
        {
            using FileStream stream = InputFile.Open(path);
            if (stream.CanSeek && stream.Length > LargestBytes)
            {
                throw new InputException(path, "is larger than 1 MiB, which no configuration file is");
            }

            var content = new byte[LargestBytes + 1];
            int length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length <= LargestBytes
                ? content[..length]
                : throw new InputException(path, "is larger than 1 MiB, which no configuration file is");
        }
        catch (Exception error) when (InputFile.IsRefusal(error))
        {
            throw InputFile.Unreadable(path, error);
        }
    }

    private static ImmutableArray<JsonEntry> Flatten(string path, byte[] content)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = DeepestNesting,
        });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InputException(path, "must hold one JSON object: { ... }");
        }

        var entries = ImmutableArray.CreateBuilder<JsonEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>();
        var places = new TextPlaces(content);
        bool empty = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    names.Add(reader.GetString()!);
                    empty = false;
                    RefuseRepeat(path, names, seen, places.Of(reader.TokenStartIndex));
                    break;
                case JsonTokenType.StartObject:
                    empty = true;
                    break;
                case JsonTokenType.EndObject:
                    if (empty && names.Count > 0)
                    {
                        entries.Add(Entry(path, names, JsonTokenType.StartObject, "", places.Of(reader.TokenStartIndex)));
                    }

                    empty = false;
                    Leave(names);
                    break;
                case JsonTokenType.StartArray:
                    (int Line, int Column) start = places.Of(reader.TokenStartIndex);
                    entries.Add(Entry(path, names, JsonTokenType.StartArray, Items(ref reader, path, names, start), start));
                    Leave(names);
                    break;
                default:
                    string text = reader.TokenType == JsonTokenType.String
                        ? reader.GetString()!
                        : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                    entries.Add(Entry(path, names, reader.TokenType, text, places.Of(reader.TokenStartIndex)));
                    Leave(names);
                    break;
            }
        }

        return entries.ToImmutable();
    }

    // Plain numbers; names only in the one list of an architecture that has them.
    private static string Items(ref Utf8JsonReader reader, string path, List<string> names, (int Line, int Column) start)
    {
        var items = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bool isName = reader.TokenType == JsonTokenType.String && names is ["components"];
            if (!isName && reader.TokenType != JsonTokenType.Number)
            {
                JsonEntry entry = Entry(path, names, JsonTokenType.StartArray, "", start);
                throw new InputException(entry.Place, $"{Quoted.Short(entry.Key)}: an array holds plain numbers here");
            }

            items.Add(isName ? reader.GetString()! : System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
        }

        return string.Join(',', items);
    }

    private static void RefuseRepeat(string path, List<string> names, HashSet<string> seen, (int Line, int Column) place)
    {
        JsonEntry entry = Entry(path, names, JsonTokenType.PropertyName, "", place);
        if (!seen.Add(entry.Key))
        {
            throw new InputException(entry.Place, $"{Quoted.Short(entry.Key)} stands twice; keep one");
        }
    }

    private static JsonEntry Entry(string path, List<string> names, JsonTokenType token, string text, (int Line, int Column) place) =>
        new(path, [.. names], token, text, place.Line, place.Column);

    private static void Leave(List<string> names)
    {
        if (names.Count > 0)
        {
            names.RemoveAt(names.Count - 1);
        }
    }
}
