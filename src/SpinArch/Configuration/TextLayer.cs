using System.Collections;
using Microsoft.Extensions.Configuration.Memory;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>Reads the two layers that are plain text: environment variables and settings of the command line.</summary>
internal static class TextLayer
{
    /// <summary>What environment variables of the configuration begin with.</summary>
    internal const string Prefix = "SPINARCH_";

    /// <summary>Variables with the prefix that are no configuration: for errors of the program itself, and for its tests.</summary>
    private static readonly string[] Others = ["DEBUG", "BLESS", "DESIGNS"];

    /// <summary>The layer of the environment: <c>SPINARCH_crossbar__rows=64</c>, in any case of letters.</summary>
    /// <param name="variables">The variables; null for those of the process.</param>
    internal static ConfigurationLayer Environment(IReadOnlyDictionary<string, string>? variables)
    {
        IEnumerable<KeyValuePair<string, string>> all = variables ?? Process();
        var values = new List<LayerValue>();
        foreach ((string name, string text) in all.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && !Others.Contains(name[Prefix.Length..], StringComparer.OrdinalIgnoreCase))
            {
                values.Add(Variable($"environment variable {Quoted.Short(name)}", name[Prefix.Length..], text));
            }
        }

        return Layer("environment", values);
    }

    /// <summary>The layer of <c>--set KEY=VALUE</c>.</summary>
    internal static ConfigurationLayer Settings(IEnumerable<string> settings)
    {
        var values = new List<LayerValue>();
        foreach (string setting in settings)
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            string place = $"--set {Quoted.Short(setting)}";
            if (equals <= 0)
            {
                throw new InputException(place, "write KEY=VALUE, for instance --set crossbar.rows=64");
            }

            values.Add(Checked(place, setting[..equals].Trim(), setting[(equals + 1)..].Trim(), anyCase: false));
        }

        return Layer("--set", values);
    }

    // Of two values for one key in one layer one would be ignored, and nobody could say which was meant.
    private static ConfigurationLayer Layer(string label, List<LayerValue> values)
    {
        foreach (IGrouping<string, LayerValue> group in values.GroupBy(value => value.Key, StringComparer.Ordinal))
        {
            LayerValue first = group.First();
            if (group.FirstOrDefault(value => value.Text != first.Text) is { } other)
            {
                throw new InputException(other.Place,
                    $"{group.Key} = '{Quoted.Short(other.Text)}' contradicts {first.Place}; set a key once");
            }
        }

        var source = new MemoryConfigurationSource
        {
            InitialData = values.Select(value => KeyValuePair.Create(value.Key.Replace('.', ':'),
                (string?)value.Text)).DistinctBy(pair => pair.Key),
        };
        return ConfigurationLayer.Of(label, source, values);
    }

    // Every variable with the prefix is meant as a key: one that is none would be ignored in silence.
    private static LayerValue Variable(string place, string bare, string text)
    {
        if (bare.Contains("__", StringComparison.Ordinal)
            || bare.Equals(ConfigurationLayer.TechnologyKey, StringComparison.OrdinalIgnoreCase))
        {
            return Checked(place, bare.Replace("__", ".", StringComparison.Ordinal), text, anyCase: true);
        }

        string dotted = bare.Replace('_', '.');
        IEnumerable<string> known =
        [
            .. KeyTable.All.Select(key => key.Name), ConfigurationLayer.TechnologyKey,
                .. TechnologyTable.All.Select(row => ConfigurationLayer.ConstantsPrefix + row.Name),
        ];
        string nearest = NearestName.Of(dotted, known)!;
        string meant = Prefix + nearest.Replace(".", "__", StringComparison.Ordinal);
        throw nearest.Equals(dotted, StringComparison.OrdinalIgnoreCase)
            ? new InputException(place, $"write two underscores for each dot: {meant}")
            : new InputException(place, $"is no key of the configuration; the nearest is {meant} (two underscores for each dot)");
    }

    private static LayerValue Checked(string place, string key, string text, bool anyCase)
    {
        const string Chosen = "chosen by the user";
        StringComparison comparison = anyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (key.Equals(ConfigurationLayer.TechnologyKey, comparison))
        {
            return text.Length > 0
                ? new LayerValue(ConfigurationLayer.TechnologyKey, text, place, Chosen, false)
                : throw new InputException(place, "technology is empty; allowed: a name or a file");
        }

        if (key.StartsWith(ConfigurationLayer.ConstantsPrefix, comparison))
        {
            TechnologyKey constant = TechnologyTable.All.FirstOrDefault(row => row.Name.Equals(key[ConfigurationLayer.ConstantsPrefix.Length..], comparison))
                ?? throw ConfigurationLayer.Unknown(place, key);
            return constant.Refuse(text) is { } why
                ? throw new InputException(place, $"{constant.Name} = '{Quoted.Short(text)}' {why}; allowed: {constant.Allowed}")
                : new LayerValue(ConfigurationLayer.ConstantsPrefix + constant.Name, text, place, Chosen, true);
        }

        ConfigurationKey known = (anyCase ? KeyTable.FindAnyCase(key) : KeyTable.Find(key)) ?? throw ConfigurationLayer.Unknown(place, key);
        return known.Refuse(text) is { } problem
            ? throw ConfigurationLayer.Refused(place, known, $"'{Quoted.Short(text)}'", problem)
            : new LayerValue(known.Name, text, place, Chosen, false);
    }

    private static IEnumerable<KeyValuePair<string, string>> Process() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
}
