using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using SpinArch.Devices;
using SpinArch.Devices.Pictures;
using SpinArch.Files;

namespace SpinArch.Cli.Verbs;

/// <summary><c>device synapse</c> and <c>device neuron</c>: how far a pulse moves the wall.</summary>
internal static class DeviceWallVerb
{
    private const int DefaultPoints = 8;
    private const int MostPoints = 10_000;

    /// <summary>Makes <c>device synapse</c>.</summary>
    public static Command Synapse() => Create(
        "synapse",
        """
        Move a synapse's wall with pulses: velocity, way, change of conductance, energy, and what heat makes of it.

        Examples:
          device synapse
          device synapse --current-density 1e11 --current-density 5e11 --output json
          device synapse --current-ua 40 --set wall.width=20 --trials 10000
          device synapse --csv synapse.csv --svg synapse.svg
        """);

    /// <summary>Makes <c>device neuron</c>.</summary>
    public static Command Neuron() => Create(
        "neuron",
        """
        Move a neuron's wall with pulses: velocity, way, energy, and what heat makes of it.

        Examples:
          device neuron
          device neuron --current-ua 40 --output json
          device neuron --set wall.pinning=2 --svg neuron.svg
        """);

    private static Command Create(string part, string description)
    {
        var options = new DeviceOptions(names => names.Device);
        Option<string[]> densities = DeviceOptions.Numbers(
            "--current-density", "Current density in the heavy metal, A/m2; may be repeated.", "J");
        Option<string[]> currents = DeviceOptions.Numbers(
            "--current-ua", "Current; eight up to the device's where neither is given; may be repeated.", "I");
        var pulse = new Option<string?>("--pulse-ns")
        {
            Description = "Length of the pulse; the device's where not given.",
            HelpName = "T"
        };
        var step = new Option<string?>("--step-ps")
        {
            Description = "Longest step of the integration.",
            HelpName = "T",
            DefaultValueFactory = _ => "0.5"
        };
        var trials = new TrialOptions(1000, "Trials with heat; 0 for none.");
        var svg = new Option<string?>("--svg") { Description = "Draw the way over the current.", HelpName = "FILE" };
        var csv = new Option<string?>("--csv") { Description = "Write a row a point.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var command = new Command(part, description);
        options.AddTo(command);
        foreach (Option option in (Option[])[densities, currents, pulse, step, .. trials.All, svg, csv, output])
        {
            command.Options.Add(option);
        }

        // Off the invoking thread, so that Ctrl-C finds it listening.
        command.SetAction((result, cancel) => Task.Run(
            () =>
            {
                AtomicFile.CheckTargets(result.GetValue(svg), result.GetValue(csv));
                DeviceDescription device = options.Read(result);
                var experiment = new WallExperiment
                {
                    Track = WallTrack.Of(device, part),
                    PulseS = DeviceOptions.Value(result, pulse, 1e-3, 1e4) * 1e-9 ?? device.Si(part + ".pulse"),
                    StepS = DeviceOptions.Value(result, step, 1e-4, 1e3)!.Value * 1e-12,
                    Trials = trials.Trials(result),
                    Seed = trials.Seed(result),
                    Threads = trials.Threads(result),
                };
                double[] points =
                [
                    .. DeviceOptions.Values(result, densities, -1e14, 1e14),
                    .. DeviceOptions.Values(result, currents, -1e5, 1e5).Select(
                        current => current * 1e-6 / experiment.Track.CrossSectionM2),
                ];
                if (points.Length > MostPoints)
                {
                    throw new InputException("--current-density", $"{points.Length} points are more than {MostPoints}");
                }

                double highest = device.Si(part + ".current") / experiment.Track.CrossSectionM2;
                var report = new WallReport
                {
                    Device = device,
                    Part = part,
                    Experiment = experiment,
                    Points = experiment.Run(
                        points.Length > 0 ? points : [
                        .. Enumerable.Range(1, DefaultPoints).Select(index => index * highest / DefaultPoints)], cancel),
                };
                if (result.GetValue(svg) is { } picture)
                {
                    AtomicFile.WriteText(picture, WallPicture.Of(report));
                }

                if (result.GetValue(csv) is { } table)
                {
                    report.WriteCsv(table);
                }

                if (result.GetValue(output) == TableOutput.Json)
                {
                    Console.Out.WriteLine(report.Json());
                }
                else
                {
                    Show(report);
                }

                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static void Show(WallReport report)
    {
        IAnsiConsole console = TableOutput.Console();
        WallTrack track = report.Experiment.Track;
        console.WriteLine(Line($"{report.Device.Name} {report.Part}: {track.LengthM * 1e9:G4} nm, {track.Levels} levels of {track.StepM * 1e9:G4} nm, pulse {report.Experiment.PulseS * 1e9:G4} ns, {track.TemperatureK} K, {report.Experiment.Trials} trials, seed {report.Experiment.Seed}"));
        console.WriteLine(Line($"wall width {track.WallWidthM * 1e9:F2} nm, HD {track.DmiFieldAPerM / 1e3:F1} kA/m, HK {track.ShapeFieldAPerM / 1e3:F1} kA/m, J_D {track.SaturationCurrentDensityAPerM2:E3} A/m2, heavy metal {track.ResistanceOhm:F0} ohm"));
        Table table = TableOutput.Table(
            "Current, uA", "A/m2", "Velocity, m/s", "closed form", "Way, nm", "with heat", "Wrong level", "Conductance, % of range", "uS",
            "fJ");
        foreach (WallPoint point in report.Points)
        {
            double change = report.ConductanceChange(point);
            bool isWarm = report.Experiment.Trials > 0;
            Row(
                table, Line($"{point.CurrentA * 1e6:G5}"), Line($"{point.CurrentDensityAPerM2:E3}"), Line($"{point.VelocityMPerS:F2}"),
                    Line($"{point.ClosedFormVelocityMPerS:F2}"), Line($"{point.DisplacementM * 1e9:F1}"),
                isWarm ? Line($"{point.MeanDisplacementM * 1e9:F1} ± {point.DeviationM * 1e9:F1}") : "", isWarm ? Line(
                    $"{100 * point.LevelError:F2} %") : "", Line($"{100 * change:F1}"),
                Line($"{change * report.ConductanceRangeS * 1e6:F1}"), Line($"{point.EnergyJ * 1e15:F2}"));
        }

        console.Write(table);
        if (report.Nonlinearity is { } nonlinearity)
        {
            console.WriteLine(Line($"the way departs from proportion to the current by at most {100 * nonlinearity:F1} % of it"));
        }
    }

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
