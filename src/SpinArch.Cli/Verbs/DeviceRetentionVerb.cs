using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using SpinArch.Devices;
using SpinArch.Devices.Pictures;
using SpinArch.Files;

namespace SpinArch.Cli.Verbs;

/// <summary><c>device retention</c>: how long stored levels last.</summary>
internal static class DeviceRetentionVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new DeviceOptions(names => names.Device);
        Option<string[]> barriers = DeviceOptions.Numbers(
            "--barrier-kt", "Barrier between levels, in the device's kT; the device's where not given; may be repeated.", "E");
        Option<string[]> temperatures = DeviceOptions.Numbers(
            "--temperature", "Temperature, K; the device's where not given; may be repeated.", "T");
        var ages = new Option<string>("--age")
        {
            Description = "Ages: numbers with s, min, h, d or y.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "1s,1h,1d,30d,1y,10y"
        };
        var svg = new Option<string?>("--svg") { Description = "Draw the share of wrong levels over the age.", HelpName = "FILE" };
        var csv = new Option<string?>("--csv") { Description = "Write a row a barrier, temperature and age.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var command = new Command(
            "retention",
            """
            How long stored levels last: mean time to an escape, and the share of levels that are wrong after a time.

            Examples:
              device retention
              device retention --barrier-kt 30 --barrier-kt 40 --barrier-kt 50 --temperature 300 --temperature 358
              device retention --age 1y,10y --svg retention.svg --output json
            """);
        options.AddTo(command);
        foreach (Option option in (ReadOnlySpan<Option>)[barriers, temperatures, ages, svg, csv, output])
        {
            command.Options.Add(option);
        }

        command.SetAction(result =>
        {
            AtomicFile.CheckTargets(result.GetValue(svg), result.GetValue(csv));
            RetentionTable table = RetentionTable.Of(
                options.Read(result),
                DeviceOptions.Values(result, barriers, 0, 1000),
                DeviceOptions.Values(result, temperatures, 1, 1000),
                Age.Parse(ages.Name, result.GetRequiredValue(ages)));
            if (result.GetValue(svg) is { } picture)
            {
                AtomicFile.WriteText(picture, RetentionPicture.Of(table));
            }

            if (result.GetValue(csv) is { } file)
            {
                table.WriteCsv(file);
            }

            if (result.GetValue(output) == TableOutput.Json)
            {
                Console.Out.WriteLine(table.Json());
            }
            else
            {
                Show(table);
            }

            return 0;
        });
        return command;
    }

    private static void Show(RetentionTable table)
    {
        IAnsiConsole console = TableOutput.Console();
        console.WriteLine(Line($"{table.Device.Name}: {table.Sites} pinning sites, attempt time {table.Device.Si("retention.attempt") * 1e9:G4} ns; share of levels that are wrong after"));
        Table rows = TableOutput.Table(["Barrier, kT", "K", "Mean time to an escape, s", .. table.Ages.Select(age => age.Text)]);
        foreach ((double barrier, Retention retention) in table.Rows)
        {
            string[] cells = [
                Line($"{barrier:G6}"), Line($"{retention.TemperatureK:G6}"), Line($"{retention.EscapeS:G4}"), .. table.Ages.Select(
                age => Line($"{100 * table.Error(retention, age):G3} %"))];
            rows.AddRow(cells.Select(cell => new Text(cell)));
        }

        console.Write(rows);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
