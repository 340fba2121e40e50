using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>One word of a list; one word may have another spelling, which means the same.</summary>
internal sealed class ChoiceKey(
    string name,
    ImmutableArray<string> words,
    string summary,
    Func<ArchitectureSpec, string, ArchitectureSpec> set,
    (string Spelling, string Word)? alias = null)
    : TypedKey<string>(name, "", summary, set)
{
    /// <inheritdoc/>
    public override string Allowed => string.Join(" or ", words.Select(word => $"\"{word}\""));

    /// <inheritdoc/>
    internal override bool Accepts(JsonTokenType token, string text) => token == JsonTokenType.String;

    /// <inheritdoc/>
    internal override JsonNode ToJson(string text) => JsonValue.Create(text);

    /// <inheritdoc/>
    internal override JsonObject Schema() => new()
    {
        ["enum"] = new JsonArray([.. words.Concat(alias is { } other ? [other.Spelling] : []).Select(word => (JsonNode)word)]),
    };

    /// <inheritdoc/>
    protected override string? Parse(string text, out string value)
    {
        value = alias is { } other && text == other.Spelling ? other.Word : text;
        return words.Contains(value) ? null : "is not known";
    }

    /// <inheritdoc/>
    protected override string Format(string value) => value;
}
