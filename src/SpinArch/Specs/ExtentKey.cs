using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>A count or one of a few words; every word but <c>"rows"</c> means without bound, and <c>"rows"</c> follows the crossbar.</summary>
internal sealed class ExtentKey(
    string name, string unit, int maximum, ImmutableArray<string> words, string summary, Func<ArchitectureSpec, Extent, ArchitectureSpec> set)
    : TypedKey<Extent>(name, unit, summary, set)
{
    /// <summary>The word that stands for the crossbar's rows.</summary>
    internal const string RowsWord = "rows";

    /// <inheritdoc/>
    public override string Allowed => string.Create(
        CultureInfo.InvariantCulture, $"a whole number from 1 to {maximum}, or {string.Join(" or ", words.Select(word => $"\"{word}\""))}");

    /// <inheritdoc/>
    internal override string? Follows => words.Contains(RowsWord) ? "crossbar.rows" : null;

    /// <inheritdoc/>
    internal override bool Accepts(JsonTokenType token, string text) =>
        token == JsonTokenType.Number || (token == JsonTokenType.String && words.Contains(text));

    /// <inheritdoc/>
    internal override JsonNode ToJson(string text) =>
        words.Contains(text) ? JsonValue.Create(text) : base.ToJson(text);

    /// <inheritdoc/>
    internal override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = maximum },
            new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }),
    };

    /// <inheritdoc/>
    protected override string? Parse(string text, out Extent value)
    {
        value = Extent.Unbounded;
        if (words.Contains(text))
        {
            return null;
        }

        if (!NumberText.TryWhole(text, out decimal number))
        {
            return "is neither a whole number nor one of its words";
        }

        if (number < 1 || number > maximum)
        {
            return "is out of range";
        }

        value = Extent.Of((int)number);
        return null;
    }

    /// <inheritdoc/>
    protected override string Format(Extent value) =>
        value.IsUnbounded ? words[^1] : value.Limit.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    protected override bool TryScale(Extent value, bool isTwice, out Extent scaled)
    {
        scaled = value;
        if (value.IsUnbounded || (!isTwice && value.Limit < 2))
        {
            return false;
        }

        scaled = Extent.Of(isTwice ? (int)Math.Min(2L * value.Limit, int.MaxValue) : value.Limit / 2);
        return true;
    }
}
