using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SpinArch.Configuration;
using SpinArch.Devices;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>Reads one knob: <c>{ "key": K, "values": [...] }</c>, or with <c>from</c>, <c>to</c> and <c>step</c>, or <c>count</c> and <c>scale</c>.</summary>
internal static class SweepKnobReader
{
    /// <summary>Keys of a knob that are no configuration keys.</summary>
    public static readonly string[] RunKeys = ["samples", "inputs"];

    private const int MostValues = 10_000;
    private const int MostRunCount = 1_000_000;

    private static readonly string[] Members = ["key", "keys", "values", "from", "to", "step", "count", "scale"];
    private static readonly string[] Scales = ["linear", "log"];

    /// <exception cref="InputException">The knob is wrong.</exception>
    public static SweepKnob Read(JsonPlace place, JsonElement element, SweepDesign design)
    {
        place.CheckKeys(element, Members);
        ImmutableArray<string> keys = Keys(place, element);
        bool hasValues = element.TryGetProperty("values", out _);
        if (hasValues && Members[3..].Any(name => element.TryGetProperty(name, out _)))
        {
            throw place.Fault("has values and a range; give one of them");
        }

        ImmutableArray<string> values = hasValues ? Listed(place, element, keys) : Range(place, element, keys);

        // In a list a value's place says what it goes with.
        values = hasValues && design != SweepDesign.List ? [.. values.Distinct(StringComparer.Ordinal)] : values;
        return new SweepKnob(keys, values);
    }

    /// <summary>A key that exists.</summary>
    public static string Key(JsonPlace place, string name)
    {
        if (RunKeys.Contains(name) || KeyTable.Find(name) is not null || name == ConfigurationLayer.TechnologyKey
            || Constant(name) is not null
            || SweepPhysics.Parameter(name) is not null)
        {
            return name;
        }

        IEnumerable<string> known =
        [
            .. KeyTable.All.Select(key => key.Name), .. RunKeys, ConfigurationLayer.TechnologyKey, .. TechnologyTable.All.Select(row => ConfigurationLayer.ConstantsPrefix + row.Name),
            .. DeviceTable.All.Select(key => SweepPhysics.Prefix + key.Name),
        ];
        throw place.Fault($"'{Quoted.Short(name)}' is no configuration key; did you mean {NearestName.Of(name, known)}?");
    }

    /// <summary>A value that its key allows, as text.</summary>
    public static string Value(JsonPlace place, string key, JsonElement element)
    {
        string text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Array => string.Join(',', element.EnumerateArray().Select(part => part.GetRawText())),
            _ => throw place.Fault("is no number, text, true or false"),
        };
        return Checked(place, key, text);
    }

    private static string Checked(JsonPlace place, string key, string text)
    {
        if (RunKeys.Contains(key))
        {
            return NumberText.TryWhole(text, out decimal number) && number is >= 1 and <= MostRunCount
                ? number.ToString("0", CultureInfo.InvariantCulture)
                : throw place.Fault($"is '{Quoted.Short(text)}', allowed for {key} is a whole number from 1 to {MostRunCount}");
        }

        if (KeyTable.Find(key) is { } known && known.Refuse(text) is { } problem)
        {
            throw place.Fault($"= '{Quoted.Short(text)}' {problem}; allowed for {key}: {known.Allowed}");
        }

        if (SweepPhysics.Parameter(key) is { } parameter && parameter.Refuse(text) is { } fault)
        {
            throw place.Fault($"= '{Quoted.Short(text)}' {fault}; allowed for {key}: {parameter.Allowed}");
        }

        if (Constant(key) is { } constant && constant.Refuse(text) is { } why)
        {
            throw place.Fault($"= '{Quoted.Short(text)}' {why}; allowed for {key}: {constant.Allowed}");
        }

        return text.Length is > 0 and <= 200 && !text.Any(char.IsControl) ? text : throw place.Fault("is not a value of 1 to 200 characters");
    }

    // Two spellings of one value have the same of these.
    private static string Normal(string key, string text) =>
        Constant(key) is not null ? NumberText.Shortest(NumberText.Parse(text))
            : KeyTable.Find(key) is not { } known || (text == ExtentKey.RowsWord && known.Follows is not null) ? text
            : known.Normalise(text);

    private static TechnologyKey? Constant(string key) =>
        key.StartsWith(ConfigurationLayer.ConstantsPrefix, StringComparison.Ordinal) ? TechnologyTable.Find(key[ConfigurationLayer.ConstantsPrefix.Length..]) : null;

    private static ImmutableArray<string> Keys(JsonPlace place, JsonElement element)
    {
        bool isOne = element.TryGetProperty("key", out _);
        if (isOne == element.TryGetProperty("keys", out _))
        {
            throw place.Fault("needs either \"key\" or \"keys\"");
        }

        if (isOne)
        {
            return [Key(place.At("key"), place.Text(element, "key"))];
        }

        ImmutableArray<string> keys =
        [
            .. place.Member(element, "keys", JsonValueKind.Array).EnumerateArray().Select((key, index) => key.ValueKind == JsonValueKind.String
                ? Key(place.At($"keys[{index}]"), key.GetString()!)
                : throw place.At($"keys[{index}]").Fault("is not a text")),
        ];
        return keys.Length > 0 ? keys : throw place.At("keys").Fault("is empty");
    }

    private static ImmutableArray<string> Listed(JsonPlace place, JsonElement element, ImmutableArray<string> keys)
    {
        JsonElement list = place.Member(element, "values", JsonValueKind.Array);
        int count = list.GetArrayLength();
        if (count is 0 or > MostValues)
        {
            throw place.At("values").Fault($"has {count} values, allowed are 1 to {MostValues}");
        }

        // 10, 10.0, "10" and 1e1 are one value, spelled as it is the first time.
        var spelled = new Dictionary<string, string>(StringComparer.Ordinal);
        var values = ImmutableArray.CreateBuilder<string>(count);
        foreach (JsonElement value in list.EnumerateArray())
        {
            JsonPlace here = place.At($"values[{values.Count}]");
            string text = keys.Select(key => Value(here, key, value)).ToArray()[0];
            string normal = Normal(keys[0], text);
            spelled.TryAdd(normal, text);
            values.Add(spelled[normal]);
        }

        return values.MoveToImmutable();
    }

    private static ImmutableArray<string> Range(JsonPlace place, JsonElement element, ImmutableArray<string> keys)
    {
        decimal from = Decimal(place, element, "from");
        decimal to = Decimal(place, element, "to");
        bool hasStep = element.TryGetProperty("step", out _);
        if (to < from || hasStep == element.TryGetProperty("count", out JsonElement count))
        {
            throw place.Fault("needs \"values\", or \"from\" up to \"to\" with either \"step\" or \"count\"");
        }

        string scale = element.TryGetProperty("scale", out _) ? place.Text(element, "scale") : "linear";
        if (!Scales.Contains(scale) || (scale == "log" && (hasStep || from <= 0)))
        {
            throw place.At("scale").Fault("is linear or, with \"count\" and \"from\" above 0, log");
        }

        IEnumerable<decimal> numbers = hasStep
            ? Steps(place, from, to, Decimal(place, element, "step"))
            : Spread(from, to, place.At("count").Count(count, MostValues), scale == "log");
        return
        [
            .. numbers.Select(number => Rounded(number, keys)).Distinct(StringComparer.Ordinal)
                .Select(text => keys.Select(key => Checked(place, key, text)).ToArray()[0]),
        ];
    }

    private static IEnumerable<decimal> Steps(JsonPlace place, decimal from, decimal to, decimal step)
    {
        if (step <= 0 || (to - from) / step >= MostValues)
        {
            throw place.At("step").Fault($"must be above 0 and give at most {MostValues} values");
        }

        for (decimal value = from; value <= to; value += step)
        {
            yield return value;
        }
    }

    private static IEnumerable<decimal> Spread(decimal from, decimal to, int count, bool isLog)
    {
        for (int index = 0; index < count; index++)
        {
            double part = count == 1 ? 0 : (double)index / (count - 1);
            yield return index == 0 ? from : index == count - 1 ? to
                : isLog ? (decimal)((double)from * Math.Pow((double)to / (double)from, part))
                : from + ((to - from) * (decimal)part);
        }
    }

    // Times are whole picoseconds, counts and extents whole: a range is rounded to what its keys can hold.
    private static string Rounded(decimal number, ImmutableArray<string> keys)
    {
        if (keys.All(key => SweepPhysics.Parameter(key) is not null))
        {
            return ((double)number).ToString("G9", CultureInfo.InvariantCulture);
        }

        int digits = keys.Min(key => RunKeys.Contains(key) ? 0 : KeyTable.Find(key) switch
        {
            CountKey or ExtentKey => 0,
            TimeKey => 3,
            _ => 9,
        });
        return Math.Round(number, digits).ToString("0.#########", CultureInfo.InvariantCulture);
    }

    private static decimal Decimal(JsonPlace place, JsonElement element, string name) =>
        place.Member(element, name, JsonValueKind.Number).TryGetDecimal(out decimal value) && Math.Abs(value) < 1_000_000_000_000m
            ? value
            : throw place.At(name).Fault("is no number below 10^12");
}
