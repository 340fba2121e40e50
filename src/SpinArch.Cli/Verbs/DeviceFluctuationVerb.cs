using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using SpinArch.Devices;
using SpinArch.Devices.Pictures;
using SpinArch.Files;

namespace SpinArch.Cli.Verbs;

/// <summary><c>device fluctuation</c>: a magnet that draws by itself.</summary>
internal static class DeviceFluctuationVerb
{
    private const int MostCells = CharacterisationPlan.MostCells;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new DeviceOptions(names => names.Magnet);
        var sample = new Option<string?>("--sample-ns")
        {
            Description = "Distance of samples.",
            HelpName = "T",
            DefaultValueFactory = _ => "0.05"
        };
        var samples = new Option<int>("--samples") { Description = "Samples of a trial.", HelpName = "N", DefaultValueFactory = _ => 400 };
        var trials = new TrialOptions(1000, "Trials.");
        Option<string[]> reads = DeviceOptions.Numbers(
            "--read-ns", "Average mx over this time, as an array that reads for so long does; may be repeated.", "T");
        var cells = new Option<int>("--cells")
        {
            Description = "Cells of different size, for the spread from cell to cell; 0 for none.",
            HelpName = "N",
        };
        var spread = new Option<string?>("--size-spread")
        {
            Description = "Standard deviation of a cell's length and width, relative to them; where not given, the device's magnet.sizeSpread.",
            HelpName = "S",
        };
        var svg = new Option<string?>("--svg") { Description = "Draw the autocorrelation beside its closed form.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var command = new Command(
            "fluctuation",
            """
            Watch a magnet with an easy plane: correlation time, dwell time, and the law of what a read sees.

            Examples:
              device fluctuation
              device fluctuation --svg autocorrelation.svg --output json
              device fluctuation --read-ns 1 --read-ns 10
              device fluctuation --set magnet.damping=0.1
              device fluctuation --cells 50 --size-spread 0.05
            """);
        options.AddTo(command);
        foreach (Option option in (Option[])[sample, samples, .. trials.All, reads, cells, spread, svg, output])
        {
            command.Options.Add(option);
        }

        // Off the invoking thread, so that Ctrl-C finds it listening.
        command.SetAction((result, cancel) => Task.Run(
            () =>
            {
                AtomicFile.CheckTargets(result.GetValue(svg));
                DeviceDescription device = options.Read(result);
                int population = result.GetValue(cells);
                double? sizes = DeviceOptions.Value(result, spread, 0, 0.5);
                if (population is < 0 or 1 or > MostCells)
                {
                    throw new InputException(cells.Name, $"{population} is out of range; allowed is 0, or 2 to {MostCells}");
                }

                if (population == 0 && sizes is not null)
                {
                    throw new InputException(spread.Name, $"needs {cells.Name}");
                }

                if (population > 0)
                {
                    sizes ??= device.Si("magnet.sizeSpread");
                }

                var fluctuation = new Fluctuation
                {
                    Magnet = Fluctuation.MagnetOf(device),
                    Trials = trials.Trials(result),
                    Seed = trials.Seed(result),
                    SampleS = DeviceOptions.Value(result, sample, 1e-4, 1e4)!.Value * 1e-9,
                    Samples = result.GetValue(samples) is >= 8 and <= 1_000_000 and var count
                        ? count
                        : throw new InputException(samples.Name, $"{result.GetValue(samples)} is out of range; allowed is 8 to 1000000"),
                    ReadsS = [.. DeviceOptions.Values(result, reads, 1e-4, 1e6).Order().Select(read => read * 1e-9)],
                    Threads = trials.Threads(result),
                };
                FluctuationResult found = fluctuation.Run(cancel);
                ImmutableArray<FluctuatingCell> others = FluctuationSpread.Cells(device, fluctuation, population, sizes ?? 0,
                    cancellation: cancel);
                if (result.GetValue(svg) is { } picture)
                {
                    AtomicFile.WriteText(picture, FluctuationPicture.Of(device.Name, found));
                }

                if (result.GetValue(output) == TableOutput.Json)
                {
                    Console.Out.WriteLine(found.Json(device, others));
                }
                else
                {
                    Show(device, found, others);
                }

                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static void Show(DeviceDescription device, FluctuationResult result, ImmutableArray<FluctuatingCell> cells)
    {
        IAnsiConsole console = TableOutput.Console();
        Fluctuation fluctuation = result.Fluctuation;
        console.WriteLine(Line($"{device.Name}: {fluctuation.Trials} trials of {fluctuation.Samples} samples, seed {fluctuation.Seed}"));
        Table table = TableOutput.Table("Measure", "Value", "Meaning");
        Row(table, "correlation time", Time(result.CorrelationTimeS), "lag at which the autocorrelation of mx falls to 1/e");
        Row(table, "integral time", Time(result.IntegralTimeS), "area below the autocorrelation: the tau of a long read's averaging");
        Row(table, "dwell time", Time(result.DwellS), "mean time between changes of sign, as far as the samples show them");
        Row(table, "variance of mx", Line($"{result.Variance:F4}"), "1/2 for a magnet that points anywhere in its plane");
        Row(table, "kurtosis of mx", Line($"{result.Kurtosis:F3}"),
            "1.5 for such a magnet (arcsine law), 1 for two states, 3 for a normal number");
        Row(table, "shape", result.Shape, "the nearest of these three by kurtosis");
        Row(table, "mean of mx", Line($"{result.Mean:F4}"), "0 without a field");
        Row(table, "plane field", Line($"{fluctuation.PlaneFieldAPerM / 1e3:F2} kA/m"), "holds the magnet in its plane");
        foreach (FluctuationRead read in result.Reads)
        {
            string law = result.ExponentialShare(read.TimeS) is { } share ? Line($"{share:F4} if the autocorrelation were exponential")
                : "";
            Row(table, Line($"sigma of a read of {read.TimeS * 1e9:G4} ns"), Line($"{read.SigmaShare:F4} of sigma"), law);
        }

        if (!cells.IsEmpty)
        {
            string over = Line($"standard deviation over mean, {cells.Length} cells");
            Row(table, "spread of the integral time", Spread(cells.Select(cell => cell.IntegralTimeS)), over);
            Row(table, "spread of sigma", Spread(cells.Select(cell => (double?)cell.Sigma)), over);
        }

        console.Write(table);
    }

    private static string Spread(IEnumerable<double?> figures) =>
        FluctuationSpread.Relative(figures) is { } spread ? Line($"{100 * spread:F1} %") : "a cell was slower than watched";

    private static string Time(double? seconds) => seconds is { } time ? Line($"{time * 1e9:F3} ns") : "longer than watched";

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
