using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>What a file says that a search looks for: <c>objectives</c>, <c>constraints</c> and <c>search</c>.</summary>
internal static class SearchPlanReader
{
    private static readonly string[] _keys = ["evaluations", "population", "seed"];

    /// <summary>Reads it; null where the file has none of the three.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static SearchPlan? Read(JsonPlace place, JsonElement root)
    {
        var plan = new SearchPlan();
        bool isOne = false;
        if (root.TryGetProperty("objectives", out _))
        {
            isOne = true;
            plan = plan with
            {
                Objectives = SweepObjective.Parse($"{place.File}: objectives",
                string.Join(',', Texts(place, root, "objectives")))
            };
        }

        if (root.TryGetProperty("constraints", out _))
        {
            isOne = true;
            plan = plan with
            {
                Constraints = [.. Texts(place, root,
                    "constraints").Select((text, index) => SearchConstraint.Parse($"{place.File}: constraints[{index}]", text))],
            };
        }

        if (root.TryGetProperty("search", out JsonElement search))
        {
            isOne = true;
            JsonPlace here = place.At("search");
            here.CheckKeys(search, _keys);
            plan = plan with
            {
                Evaluations = Count(here, search, "evaluations", plan.Evaluations, SearchPlan.MostEvaluations),
                Population = Count(here, search, "population", plan.Population, SearchPlan.MostPopulation),
                Seed = search.TryGetProperty("seed", out JsonElement seed) ? Seed(here.At("seed"), seed) : plan.Seed,
            };
        }

        return isOne ? plan : null;
    }

    private static ImmutableArray<string> Texts(JsonPlace place, JsonElement root, string name)
    {
        ImmutableArray<JsonElement> list = [.. place.Member(root, name, JsonValueKind.Array).EnumerateArray()];
        return list.Length is > 0 and <= 64 && list.All(text => text.ValueKind == JsonValueKind.String)
            ? [.. list.Select(text => text.GetString()!)]
            : throw place.At(name).Fault("is no list of 1 to 64 texts");
    }

    private static int Count(JsonPlace place, JsonElement root, string name, int otherwise, int most) =>
        root.TryGetProperty(name, out JsonElement value) ? place.At(name).Count(value, most) : otherwise;

    private static ulong Seed(JsonPlace place, JsonElement element) =>
        element.ValueKind == JsonValueKind.Number
            && ulong.TryParse(element.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw place.Fault($"is {Quoted.Short(element.GetRawText())}, allowed is a whole number from 0 to {ulong.MaxValue}");
}
