using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace SpinArch.Specs;

/// <summary>One leaf of a configuration file and where it stands: a value, an array of numbers (joined by commas) or an empty object.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">The property names from the root.</param>
/// <param name="Token">The kind of value.</param>
/// <param name="Text">Its text.</param>
/// <param name="Line">Line of the value, from 1.</param>
/// <param name="Column">Its column in bytes, from 1.</param>
internal sealed record JsonEntry(string File, ImmutableArray<string> Path, JsonTokenType Token, string Text, int Line, int Column)
{
    /// <summary>The dotted key.</summary>
    internal string Key { get; } = string.Join('.', Path);

    /// <summary>File, line and column, for messages.</summary>
    internal string Place => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");

    /// <summary>The value as one would see it in the file, short enough for a message.</summary>
    internal string Shown => Token switch
    {
        JsonTokenType.String => $"\"{Quoted.Short(Text)}\"",
        JsonTokenType.StartArray => $"[{Quoted.Short(Text)}]",
        JsonTokenType.StartObject => "{}",
        JsonTokenType.Null => "null",
        _ => Quoted.Short(Text),
    };
}
