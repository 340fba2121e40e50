using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>A fraction from 0 to 1.</summary>
internal sealed class FractionKey(string name, string summary, Func<ArchitectureSpec, double, ArchitectureSpec> set)
    : TypedKey<double>(name, "1", summary, set)
{
    /// <inheritdoc/>
    public override string Allowed => "a number from 0 to 1";

    /// <inheritdoc/>
    internal override bool Accepts(JsonTokenType token, string text) => token == JsonTokenType.Number;

    /// <inheritdoc/>
    internal override JsonObject Schema() => new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 };

    /// <inheritdoc/>
    protected override string? Parse(string text, out double value)
    {
        if (!NumberText.TryFinite(text, out value))
        {
            return "is no number";
        }

        return value is >= 0 and <= 1 ? null : "is out of range";
    }

    /// <inheritdoc/>
    protected override string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
