using System.CommandLine;
using Spectre.Console;
using SpinArch.Configuration;
using SpinArch.Devices;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>device characterise</c>: from a device to a technology file and the keys of an architecture.</summary>
internal static class DeviceCharacteriseVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new DeviceOptions(names => names.Device);
        var target = new Option<string?>("--out")
        {
            Description = "Write a technology file: the derived constants over those of --technology.",
            HelpName = "FILE"
        };
        var keys = new Option<string?>("--config-out")
        {
            Description = "Write a file for --config: the derived keys of an architecture, and the technology file of --out where there is one.",
            HelpName = "FILE"
        };
        var technology = new Option<string>("--technology")
        {
            Description = "Where constants come from that no device gives.",
            HelpName = "NAME",
            DefaultValueFactory = _ => DefaultNames.Shipped().Technology,
        };
        var settled = new Option<string?>("--settled")
        {
            Description = "Share of the junctions that must have settled before they are read; 0.99, or the time of the device's sense.delay, where not given.",
            HelpName = "P"
        };
        var age = new Option<string?>("--age")
        {
            Description = "Let the cells be this old: a number with s, min, h, d or y.",
            HelpName = "AGE"
        };
        var cells = new Option<int>("--cells")
        {
            Description = "Cells of different size, of a device that fluctuates and says magnet.sizeSpread.",
            HelpName = "N",
            DefaultValueFactory = _ => CharacterisationPlan.UsualCells,
        };
        var trials = new TrialOptions(2000, "Trials of each start state, or of the nominal cell.");
        Option<string> output = TableOutput.Option();
        var command = new Command(
            "characterise",
            """
            Derive a technology file, and the timing and bias of the random-number arrays, from a device. Of a magnet that fluctuates
            (no reset): correlation time, law and spreads of cells that draw their weights.

            Examples:
              device characterise --out technology.json --config-out device.json    then: run --config device.json
              device characterise --set environment.temperature=358 --config-out hot.json
              device characterise --set sense.delay=20 --config-out early.json
              device characterise ut-austin --output json
              device characterise easy-plane --config-out cell.json                 then: run --arch in-cell --config cell.json
            """);
        options.AddTo(command);
        foreach (Option option in (Option[])[target, keys, technology, settled, age, cells, .. trials.All, output])
        {
            command.Options.Add(option);
        }

        // Off the invoking thread, so that Ctrl-C finds it listening.
        command.SetAction((result, cancel) => Task.Run(
            () =>
            {
                AtomicFile.CheckTargets(result.GetValue(target), result.GetValue(keys));
                TechnologySpec others = TechnologyFile.Read(
                    ConfigurationCatalog.Shipped().ResolveTechnology(result.GetRequiredValue(technology)));
                var plan = new CharacterisationPlan
                {
                    Trials = trials.Trials(result),
                    Seed = trials.Seed(result),
                    Settled = DeviceOptions.Value(result, settled, 0, 1),
                    Age = result.GetValue(age) is { } text ? OneAge(age.Name, text) : null,
                    Cells = result.GetValue(cells),
                    Threads = trials.Threads(result),
                };
                var derived = Characterisation.Of(options.Read(result), plan, cancel);
                if (result.GetValue(target) is { } technologyPath)
                {
                    AtomicFile.WriteText(technologyPath, CharacterisationFiles.Technology(derived, others));
                }

                if (result.GetValue(keys) is { } keysPath)
                {
                    AtomicFile.WriteText(
                        keysPath, CharacterisationFiles.Keys(
                        derived, result.GetValue(target) is { } beside ? Relative(keysPath, beside) : null));
                }

                if (result.GetValue(output) == TableOutput.Json)
                {
                    Console.Out.WriteLine(CharacterisationFiles.Json(derived));
                }
                else
                {
                    Show(derived);
                }

                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static Age OneAge(string option, string text) =>
        Age.Parse(option, text) is [var age] ? age : throw new InputException(option, $"'{text}' are several ages; give one");

    // "./" keeps a file apart from a technology that ships under the same name.
    private static string Relative(string from, string to)
    {
        string path = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(from))!, Path.GetFullPath(to)).Replace(
            Path.DirectorySeparatorChar, '/');
        return path.StartsWith('.') || Path.IsPathRooted(path) ? path : "./" + path;
    }

    private static void Show(Characterisation derived)
    {
        IAnsiConsole console = TableOutput.Console();
        console.WriteLine(derived.Command);
        Table table = TableOutput.Table("Constant or key", "Value", "Unit", "Assumption", "How");
        foreach (DerivedValue value in derived.Constants.Concat(derived.Keys))
        {
            table.AddRow(
                new string[] { value.Key, value.Text, value.Unit, value.Assumption ? "yes"
                : "", value.How }.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }
}
