using System.Text.Json;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Networks;

/// <summary>A place in a JSON file, for errors that name it, and the strict readers of values there.</summary>
internal readonly record struct JsonPlace(string File, string Key)
{
    /// <summary>A member of this place.</summary>
    public JsonPlace At(string member) => this with { Key = Key.Length == 0 ? member : $"{Key}.{member}" };

    /// <summary>The error that something is wrong here.</summary>
    public InputException Fault(string message) => new(File, Key.Length == 0 ? message : $"{Key} {message}");

    /// <summary>Checks that this is an object whose members are known and not given twice.</summary>
    public void CheckKeys(JsonElement element, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fault("is not an object { ... }");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                string nearest = NearestName.Of(member.Name, known) is { } name ? $"; did you mean '{name}'?" : "";
                throw At(Quoted.Short(member.Name)).Fault($"is no key here{nearest} (known: {string.Join(", ", known.Where(key => key[0] != '$'))})");
            }

            if (!seen.Add(member.Name))
            {
                throw At(member.Name).Fault("is given twice");
            }
        }
    }

    /// <summary>A member of a kind.</summary>
    public JsonElement Member(JsonElement element, string name, JsonValueKind kind)
    {
        if (!element.TryGetProperty(name, out JsonElement member))
        {
            throw At(name).Fault("is missing");
        }

        return member.ValueKind == kind ? member : throw At(name).Fault($"is not {Describe(kind)}");
    }

    /// <summary>A member that is a string of 1 to 200 characters.</summary>
    public string Text(JsonElement element, string name)
    {
        string text = Member(element, name, JsonValueKind.String).GetString()!;
        return text.Length is > 0 and <= 200 && !text.Any(char.IsControl)
            ? text
            : throw At(name).Fault("is not a text of 1 to 200 characters without line breaks");
    }

    /// <summary>A whole number from 1 to a bound, however it is written: 4, 4.0, 4e0.</summary>
    public int Count(JsonElement element, int maximum) => Whole(element, 1, maximum);

    /// <summary>A whole number between bounds.</summary>
    public int Whole(JsonElement element, int minimum, int maximum) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out decimal value)
        && value >= minimum && value <= maximum && decimal.IsInteger(value)
            ? (int)value
            : throw Fault($"is {Quoted.Short(element.GetRawText())}, allowed is a whole number from {minimum} to {maximum}");

    /// <summary>A number between bounds.</summary>
    public double Number(JsonElement element, double minimum, double maximum) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && value >= minimum && value <= maximum
            ? value
            : throw Fault(FormattableString.Invariant($"is {Quoted.Short(element.GetRawText())}, allowed is a number from {minimum} to {maximum}"));

    /// <summary>true or false.</summary>
    public bool Flag(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? element.GetBoolean()
        : throw Fault($"is {Quoted.Short(element.GetRawText())}, allowed are true and false");

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list [ ... ]",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "of the right kind",
    };
}
