using System.CommandLine;
using Spectre.Console;
using SpinArch.Configuration;

namespace SpinArch.Cli.Verbs;

/// <summary><c>config show</c>: every effective value and the layer that set it.</summary>
public static class ConfigVerb
{
    /// <summary>Makes the command.</summary>
    /// <returns><c>config</c> with <c>show</c>.</returns>
    public static Command Create()
    {
        var options = new ArchitectureOptions();
        Option<string> output = TableOutput.Option();
        var show = new Command(
            "show",
            """
            Show every effective value, its unit, the layer that set it and its source.

            Examples:
              config show
              config show --arch all-spin-ideal --set adc.bits=6
              config show --config my-chip.json --output json
            """);
        options.AddTo(show);
        show.Options.Add(output);
        show.SetAction(result =>
        {
            EffectiveConfiguration configuration = options.Load(result);
            if (result.GetValue(output) == TableOutput.Json)
            {
                Console.Out.WriteLine(ConfigurationReport.ToJson(configuration));
                return 0;
            }

            IAnsiConsole console = TableOutput.Console();
            console.WriteLine($"{configuration.Architecture.Name}, layers from the lowest: {string.Join(" < ", configuration.Layers)}");
            console.Write(Table("Key", configuration.Values));
            console.Write(Table("Constant", configuration.Constants));
            return 0;
        });
        return new Command("config", "Show the effective configuration.") { show };
    }

    private static Table Table(string title, IEnumerable<EffectiveValue> values)
    {
        Table table = TableOutput.Table(title, "Value", "Unit", "Set by", "Source");
        foreach (EffectiveValue value in values)
        {
            string shown = value.Written == value.Value ? value.Value : $"{value.Value} ({value.Written})";
            string source = value.Assumption && !value.Source.StartsWith("assumption", StringComparison.OrdinalIgnoreCase)
                ? $"assumption: {value.Source}"
                : value.Source;
            table.AddRow(new Text(value.Key), new Text(shown), new Text(value.Unit), new Text(value.Layer), new Text(source));
        }

        return table;
    }
}
