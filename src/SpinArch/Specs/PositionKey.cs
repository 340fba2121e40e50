using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>A place in the mesh: <c>[x, y]</c> in a file, <c>x,y</c> on the command line and in the environment.</summary>
internal sealed class PositionKey(string name, int maximum, string summary, Func<ArchitectureSpec, (int X, int Y), ArchitectureSpec> set)
    : TypedKey<(int X, int Y)>(name, "tile", summary, set)
{
    /// <inheritdoc/>
    public override string Allowed => string.Create(
        CultureInfo.InvariantCulture, $"two whole numbers from 0 to {maximum}, [x, y] in a file and x,y elsewhere");

    /// <inheritdoc/>
    internal override bool Accepts(JsonTokenType token, string text) => token == JsonTokenType.StartArray;

    /// <inheritdoc/>
    internal override JsonNode ToJson(string text)
    {
        Parse(text, out (int X, int Y) value);
        return new JsonArray(value.X, value.Y);
    }

    /// <inheritdoc/>
    internal override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = maximum },
        ["minItems"] = 2,
        ["maxItems"] = 2,
    };

    /// <inheritdoc/>
    protected override string? Parse(string text, out (int X, int Y) value)
    {
        value = default;
        string[] parts = text.Split(',');
        if (parts.Length != 2 || !NumberText.TryWhole(parts[0].Trim(), out decimal x) || !NumberText.TryWhole(parts[1].Trim(), out decimal y))
        {
            return "is no pair of whole numbers";
        }

        if (x < 0 || y < 0 || x > maximum || y > maximum)
        {
            return "is out of range";
        }

        value = ((int)x, (int)y);
        return null;
    }

    /// <inheritdoc/>
    protected override string Format((int X, int Y) value) => string.Create(CultureInfo.InvariantCulture, $"{value.X},{value.Y}");
}
