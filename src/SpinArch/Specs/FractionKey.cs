using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>A number without unit, from 0 to 1 unless told otherwise.</summary>
internal sealed class FractionKey(string name, string summary, Func<ArchitectureSpec, double, ArchitectureSpec> set, double least = 0, double most = 1)
    : TypedKey<double>(name, "1", summary, set)
{
    /// <inheritdoc/>
    public override string Allowed => FormattableString.Invariant($"a number from {least} to {most}");

    /// <inheritdoc/>
    internal override bool Accepts(JsonTokenType token, string text) => token == JsonTokenType.Number;

    /// <inheritdoc/>
    internal override JsonObject Schema() => new() { ["type"] = "number", ["minimum"] = least, ["maximum"] = most };

    /// <inheritdoc/>
    protected override string? Parse(string text, out double value)
    {
        if (!NumberText.TryFinite(text, out value))
        {
            return "is no number";
        }

        return value >= least && value <= most ? null : "is out of range";
    }

    /// <inheritdoc/>
    protected override string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
