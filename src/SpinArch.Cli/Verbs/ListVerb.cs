using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using SpinArch.Devices;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>list</c>: what ships with the program.</summary>
public static class ListVerb
{
    /// <summary>Makes the command.</summary>
    /// <returns><c>list</c> with what it can list.</returns>
    public static Command Create() => new(
        "list",
        """
        List what ships with the program.

        Examples:
          list architectures
          list networks --output json
        """)
    {
        Of("architectures", "Architectures, for --arch.", catalog => catalog.Architectures, (catalog, name) => catalog.ResolveArchitecture(name)),
        Of("networks", "Networks, for run and compile.", catalog => catalog.Networks, (catalog, name) => catalog.ResolveNetwork(name)),
        Of("technologies", "Technologies, for --set technology=NAME.", catalog => catalog.Technologies, (catalog, name) => catalog.ResolveTechnology(name)),
        Of("devices", "Devices, for the device verbs.", _ => DeviceCatalog.Names, (_, name) => DeviceCatalog.Resolve(name)),
    };

    private static Command Of(
        string kind, string summary, Func<ConfigurationCatalog, IEnumerable<string>> names, Func<ConfigurationCatalog, string, string> file)
    {
        Option<string> output = TableOutput.Option();
        var command = new Command(kind, summary) { output };
        command.SetAction(result =>
        {
            ConfigurationCatalog catalog = ConfigurationCatalog.Shipped();
            var rows = names(catalog)
                .Select(name => new { name, description = ConfigurationCatalog.Description(file(catalog, name)) })
                .ToArray();
            if (result.GetValue(output) == TableOutput.Json)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(rows));
                return 0;
            }

            Table table = TableOutput.Table("Name", "Description");
            foreach (var row in rows)
            {
                table.AddRow(new Text(row.name), new Text(row.description));
            }

            TableOutput.Console().Write(table);
            return 0;
        });
        return command;
    }
}
