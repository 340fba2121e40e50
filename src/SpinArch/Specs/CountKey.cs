using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>A whole number within a range, both ends included, perhaps in steps.</summary>
internal sealed class CountKey(
    string name, string unit, int minimum, int maximum, string summary, Func<ArchitectureSpec, int, ArchitectureSpec> set, int step = 1)
    : TypedKey<int>(name, unit, summary, set)
{
    /// <inheritdoc/>
    public override string Allowed => step == 1
        ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}")
        : string.Create(CultureInfo.InvariantCulture, $"a multiple of {step} from {minimum} to {maximum}");

    /// <inheritdoc/>
    internal override bool Accepts(JsonTokenType token, string text) => token == JsonTokenType.Number;

    /// <inheritdoc/>
    internal override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };
        if (step != 1)
        {
            schema["multipleOf"] = step;
        }

        return schema;
    }

    /// <inheritdoc/>
    protected override string? Parse(string text, out int value)
    {
        value = 0;
        if (!NumberText.TryWhole(text, out decimal number))
        {
            return "is no whole number";
        }

        if (number < minimum || number > maximum)
        {
            return "is out of range";
        }

        value = (int)number;
        return value % step == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"is no multiple of {step}");
    }

    /// <inheritdoc/>
    protected override string Format(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    protected override bool TryScale(int value, bool isTwice, out int scaled)
    {
        scaled = isTwice ? (int)Math.Min(2L * value, int.MaxValue) : value / 2;
        return scaled != value;
    }
}
