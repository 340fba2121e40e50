using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using SpinArch.Devices;
using SpinArch.Devices.Pictures;
using SpinArch.Files;

namespace SpinArch.Cli.Verbs;

/// <summary><c>device trng</c>: the reset and relaxation of a random-number junction.</summary>
internal static class DeviceTrngVerb
{
    // Ten relaxation constants leave some e^-10 of the junctions unsettled, whatever the device.
    private const double WatchConstants = 10;
    private const int DefaultReads = 50;
    private const int ShownReads = 10;
    private const int MostPoints = 10_000;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new DeviceOptions(names => names.Device);
        Option<string[]> currents = DeviceOptions.Numbers(
            "--current-ua", "Current of the reset; the device's where not given; may be repeated.", "I");
        Option<string[]> pulses = DeviceOptions.Numbers(
            "--pulse-ns", "Length of the reset; the device's where not given; may be repeated.", "T");
        Option<string[]> reads = DeviceOptions.Numbers(
            "--read-ns",
            "Read the bit this long after the pulse; the device's sense.delay, or 50 times over the watch, where not given; may be repeated.",
            "T");
        var watch = new Option<string?>("--watch-ns")
        {
            Description = "How long the relaxation is watched; ten of its time constants where not given.",
            HelpName = "T"
        };
        var step = new Option<string?>("--step-ps")
        {
            Description = "Longest step of the integration.",
            HelpName = "T",
            DefaultValueFactory = _ => "2"
        };
        var trials = new TrialOptions(2000, "Trials of each start state.");
        var svg = new Option<string?>("--svg")
        {
            Description = "Draw the states over time, or over the current where there are several points.",
            HelpName = "FILE"
        };
        var csv = new Option<string?>("--csv") { Description = "Write a row a point and time of reading.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var command = new Command(
            "trng",
            """
            Reset a random-number junction many times: probabilities, time to settle, energy, and the bias of reading early.

            Examples:
              device trng
              device trng --read-ns 1 --read-ns 10 --read-ns 60
              device trng ut-austin --trials 10000 --output json
              device trng --current-ua 10 --current-ua 20 --current-ua 40 --csv reset.csv --svg reset.svg
              device trng --set environment.temperature=358
            """);
        options.AddTo(command);
        foreach (Option option in (Option[])[currents, pulses, reads, watch, step, .. trials.All, svg, csv, output])
        {
            command.Options.Add(option);
        }

        // Off the invoking thread, so that Ctrl-C finds it listening.
        command.SetAction((result, cancel) => Task.Run(
            () =>
            {
                AtomicFile.CheckTargets(result.GetValue(svg), result.GetValue(csv));
                DeviceDescription device = options.Read(result);
                Junction junction = Junction.Of(device);
                double watchS = DeviceOptions.Value(result, watch, 1e-3, 1e6) * 1e-9 ?? (WatchConstants * junction.Magnet.RelaxationS);
                double[] readsNs = DeviceOptions.Values(result, reads, 1e-3, 1e6);
                ImmutableArray<double> readsS =
                    Reads(readsNs.Length == 0 && device.Has("sense.delay") ? [device.Si("sense.delay") * 1e9] : readsNs, watchS);
                double[] currentsA = [.. DeviceOptions.Values(result, currents, 0, 1e5).Select(value => value * 1e-6)];
                double[] pulsesS = [.. DeviceOptions.Values(result, pulses, 1e-3, 1e4).Select(value => value * 1e-9)];
                currentsA = currentsA.Length > 0 ? currentsA : [device.Si("reset.current")];
                pulsesS = pulsesS.Length > 0 ? pulsesS : [device.Si("reset.pulse")];
                if ((long)currentsA.Length * pulsesS.Length > MostPoints)
                {
                    throw new InputException(
                        "--current-ua", $"{currentsA.Length} currents x {pulsesS.Length} pulses are more than {MostPoints} points");
                }

                ImmutableArray<ResetResult> results =
                [
                    .. from pulse in pulsesS
                       from current in currentsA
                       select new ResetExperiment
                       {
                           Junction = junction,
                           CurrentA = current,
                           PulseS = pulse,
                           VoltageV = device.Si("reset.voltage", 0),
                           Settled = device.Si("sense.settled"),
                           Trials = trials.Trials(result),
                           Seed = trials.Seed(result),
                           StepS = DeviceOptions.Value(result, step, 1e-3, 1e3)!.Value * 1e-12,
                           WatchS = watchS,
                           ReadsS = readsS,
                           Threads = trials.Threads(result),
                       }.Run(cancel),
                ];
                if (result.GetValue(svg) is { } picture)
                {
                    AtomicFile.WriteText(picture, ResetPicture.Of(device.Name, results));
                }

                if (result.GetValue(csv) is { } table)
                {
                    ResetCsv.Write(table, results);
                }

                if (result.GetValue(output) == TableOutput.Json)
                {
                    Console.Out.WriteLine(ResetJson.Of(device, results));
                }
                else
                {
                    Show(device, results);
                }

                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static ImmutableArray<double> Reads(double[] readsNs, double watchS)
    {
        foreach (double late in readsNs.Where(read => read * 1e-9 > watchS * (1 + 1e-9)))
        {
            throw new InputException(
                "--read-ns", FormattableString.Invariant(
                $"{late} ns is after the end of the watch at {watchS * 1e9:G4} ns; make --watch-ns longer"));
        }

        return readsNs.Length > 0
            ? [.. readsNs.Order().Select(read => read * 1e-9)]
            : [.. Enumerable.Range(1, DefaultReads).Select(index => index * watchS / DefaultReads)];
    }

    private static void Show(DeviceDescription device, ImmutableArray<ResetResult> results)
    {
        IAnsiConsole console = TableOutput.Console();
        Junction junction = results[0].Experiment.Junction;
        Magnet magnet = junction.Magnet;
        console.WriteLine(Line($"{device.Name}: {results[0].Experiment.Trials} trials of each start state, seed {results[0].Experiment.Seed}, {magnet.TemperatureK} K"));
        console.WriteLine(Line($"barrier {magnet.BarrierKt:F2} kT, anisotropy field {magnet.EasyAxisFieldAPerM / 1e3:F2} kA/m, relaxation constant {magnet.RelaxationS * 1e9:F2} ns"));
        console.WriteLine(Line($"critical current density {junction.CriticalCurrentDensityAPerM2:E2} A/m2 = {junction.CriticalCurrentDensityAPerM2 * junction.CrossSectionM2 * 1e6:F1} uA, heavy metal {junction.ResistanceOhm:F0} ohm"));
        Table table = TableOutput.Table(
            "Current, uA", "Pulse, ns", "A/m2", "fJ a bit", "Up, from up", "Up, from down", "Settled 50 %, ns", "90 %, ns", "99 %, ns");
        foreach (ResetResult result in results)
        {
            ResetExperiment experiment = result.Experiment;
            Row(
                table, Line($"{experiment.CurrentA * 1e6:G6}"), Line($"{experiment.PulseS * 1e9:G6}"), Line(
                    $"{experiment.CurrentA / junction.CrossSectionM2:E2}"), Line($"{result.BitEnergyJ * 1e15:F2}"),
                Line($"{result.Last.UpFromUp:F4}"), Line($"{result.Last.UpFromDown:F4}"), Time(result, 0.5), Time(result, 0.9), Time(
                    result, 0.99));
        }

        console.Write(table);
        if (results.Length > 1)
        {
            return;
        }

        Table early = TableOutput.Table(
            "Read after, ns", "Unsettled", "Bias, ideal read", "Bias, worst read", "Correlation with the bit before");
        ImmutableArray<EarlyRead> reads = results[0].Reads;
        int every = Math.Max(1, reads.Length / ShownReads);
        foreach (EarlyRead read in reads.Where((_, index) => (index + 1) % every == 0 || index == reads.Length - 1))
        {
            Row(early, Line($"{read.TimeS * 1e9:F2}"), Line($"{read.Unsettled:F4}"), Line($"{read.Bias:F4}"), Line($"{read.WorstBias:F4}"),
                Line($"{read.Correlation:F4}"));
        }

        console.Write(early);
    }

    private static string Time(ResetResult result, double share) => result.SettleS(share) is { } time ? Line($"{time * 1e9:F2}")
        : "not while watched";

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
