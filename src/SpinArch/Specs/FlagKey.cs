using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>True or false.</summary>
internal sealed class FlagKey(string name, string summary, Func<ArchitectureSpec, bool, ArchitectureSpec> set)
    : TypedKey<bool>(name, "", summary, set)
{
    /// <inheritdoc/>
    public override string Allowed => "true or false";

    /// <inheritdoc/>
    internal override bool Accepts(JsonTokenType token, string text) => token is JsonTokenType.True or JsonTokenType.False;

    /// <inheritdoc/>
    internal override JsonObject Schema() => new() { ["type"] = "boolean" };

    /// <inheritdoc/>
    protected override string? Parse(string text, out bool value)
    {
        value = string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
        return value || string.Equals(text, "false", StringComparison.OrdinalIgnoreCase) ? null : "is neither";
    }

    /// <inheritdoc/>
    protected override string Format(bool value) => value ? "true" : "false";
}
