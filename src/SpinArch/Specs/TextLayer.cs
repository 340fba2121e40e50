using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;
using SpinArch.Files;

namespace SpinArch.Specs;

/// <summary>Reads the two layers that are plain text: environment variables and settings of the command line.</summary>
internal static class TextLayer
{
    /// <summary>What environment variables of the configuration begin with.</summary>
    internal const string Prefix = "SPINARCH_";

    /// <summary>The layer of the environment: <c>SPINARCH_crossbar__rows=64</c>, in any case of letters.</summary>
    /// <param name="variables">The variables; null for those of the process.</param>
    internal static ConfigurationLayer Environment(IReadOnlyDictionary<string, string>? variables)
    {
        IEnumerable<KeyValuePair<string, string>> all = variables ?? Process();
        var values = new List<LayerValue>();
        foreach ((string name, string text) in all.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string bare = name[Prefix.Length..];
            string place = $"environment variable {Quoted.Short(name)}";
            if (!bare.Contains("__", StringComparison.Ordinal) && !bare.Equals(ConfigurationLayer.TechnologyKey, StringComparison.OrdinalIgnoreCase))
            {
                RefuseSingleUnderscore(place, bare);
                continue;
            }

            values.Add(Checked(place, bare.Replace("__", ".", StringComparison.Ordinal), text, anyCase: true));
        }

        IConfigurationSource source = variables is null
            ? new EnvironmentVariablesConfigurationSource { Prefix = Prefix }
            : Memory(values);
        return ConfigurationLayer.Of("environment", source, values);
    }

    /// <summary>The layer of <c>--set KEY=VALUE</c>; the last of several for one key holds.</summary>
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

        return ConfigurationLayer.Of("--set", Memory(values), values);
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

    // A forgotten underscore would be ignored in silence; other variables with the prefix are none of the configuration's business.
    private static void RefuseSingleUnderscore(string place, string bare)
    {
        int underscore = bare.IndexOf('_', StringComparison.Ordinal);
        if (underscore > 0 && KeyTable.IsSection(bare[..underscore], StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException(place, "write two underscores for the dot, for instance SPINARCH_crossbar__rows");
        }
    }

    private static MemoryConfigurationSource Memory(List<LayerValue> values) => new()
    {
        InitialData = values
            .GroupBy(value => value.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key.Replace('.', ':'), (string?)group.Last().Text)),
    };

    private static IEnumerable<KeyValuePair<string, string>> Process() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
}
