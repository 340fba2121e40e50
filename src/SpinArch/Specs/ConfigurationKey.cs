using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>
/// One key of an architecture: its dotted name, unit, meaning, what it allows, and how it enters an <see cref="ArchitectureSpec"/>.
/// Validation, the JSON Schema, the documentation page and <c>config show</c> all read this and nothing else.
/// </summary>
public abstract class ConfigurationKey
{
    private protected ConfigurationKey(string name, string unit, string summary)
    {
        Name = name;
        Unit = unit;
        Summary = summary;
    }

    /// <summary>Dotted name, <c>crossbar.columnReadNs</c> say.</summary>
    public string Name { get; }

    /// <summary>Unit of a plain number: <c>ns</c>, <c>bit</c> and so on; empty for words.</summary>
    public string Unit { get; }

    /// <summary>What the key means, in one line.</summary>
    public string Summary { get; }

    /// <summary>Whether a compiled program stays the same whatever this key says: times, banks, widths and buffers. A recorded program can be run again under another value.</summary>
    public virtual bool KeepsProgram { get; init; }

    /// <summary>
    /// Components without any of which the key has no meaning and does not exist, beside the one that brings it; none where that is enough.
    /// </summary>
    public ImmutableArray<string> ExistsWith { get; init; } = [];

    /// <summary>What may be written, as a phrase that ends an error message.</summary>
    public abstract string Allowed { get; }

    /// <summary>The key whose value this one takes when it says <c>"rows"</c>; null where it cannot.</summary>
    internal virtual string? Follows => null;

    /// <summary>Whether a JSON token of this type can hold a value; <paramref name="text"/> is its text.</summary>
    internal abstract bool Accepts(JsonTokenType token, string text);

    /// <summary>Why <paramref name="text"/> is refused, as a phrase; null when it is fine.</summary>
    internal abstract string? Refuse(string text);

    /// <summary>The one spelling of a value that was not refused: <c>1e1</c> and <c>10</c> become the same.</summary>
    internal abstract string Normalise(string text);

    /// <summary>The specification with this key's value put in.</summary>
    internal abstract ArchitectureSpec Apply(ArchitectureSpec spec, string text);

    /// <summary>The value as files write it; null where the key does not say how to read it back.</summary>
    internal abstract string? TextOf(ArchitectureSpec spec);

    /// <summary>
    /// Half or twice the value that a specification has, of a time, a width or a depth; null where the key allows no such value.
    /// </summary>
    internal abstract string? Scaled(ArchitectureSpec spec, bool isTwice);

    /// <summary>The value as JSON, for machine-readable output.</summary>
    internal abstract JsonNode ToJson(string text);

    /// <summary>The JSON Schema of a value, without title and description.</summary>
    internal abstract JsonObject Schema();
}
