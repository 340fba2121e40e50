using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>rng</c>: how good the Gaussians of the modelled random-number generators are.</summary>
internal static class RngVerb
{
    private const int MostVariables = 16;
    private const int MostDraws = 100_000_000;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Makes the command.</summary>
    /// <returns><c>rng</c>.</returns>
    public static Command Create()
    {
        var draws = new Option<int>("--draws") { Description = "Gaussians drawn for each V.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var seed = new Option<ulong>("--seed") { Description = "Key of all draws.", HelpName = "X", DefaultValueFactory = _ => 1 };
        var svg = new Option<string?>("--svg") { Description = "Draw the histogram at sampler.variables against the normal curve.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var architecture = new ArchitectureOptions(compiles: false, "sampler.bits", "sampler.variables", "sampler.lanes", "crossbar.rows", "device.trngBias", "device.trngBiasSpread", "device.seed");
        var rng = new Command(
            "rng",
            """
            Measure the modelled Gaussians for 1 to 16 uniform variables: bias, correlation, moments, fit to the normal.

            Examples:
              rng
              rng --set sampler.bits=4 --svg gaussian.svg
              rng --draws 10000000 --output json
              rng --set device.trngBias=0.01 --set device.trngBiasSpread=0.02
            """)
        { draws, seed, svg, output };
        architecture.AddTo(rng);
        rng.SetLongAction((result, cancellation) =>
        {
            int count = result.GetValue(draws);
            if (count is < 1000 or > MostDraws)
            {
                throw new InputException("--draws", $"{count} is out of range; allowed is 1000 to {MostDraws}");
            }

            AtomicFile.CheckTargets(result.GetValue(svg));
            ArchitectureSpec spec = architecture.Load(result).Architecture;
            if (!spec.HasSigma)
            {
                throw new InputException(spec.Name, "draws no Gaussians (it lists no \"sampler\"); name an architecture that does");
            }

            List<GaussianQuality> rows = Measure(result.GetValue(seed), count, spec, cancellation);
            if (rows.Count < MostVariables)
            {
                Console.Error.WriteLine(Line($"Interrupted after V = {rows.Count} of {MostVariables}."));
            }

            if (rows.Count == 0)
            {
                return 1;
            }

            if (result.GetValue(svg) is { } path && !cancellation.IsCancellationRequested)
            {
                GaussianHistogram.WriteSvg(path, rows.FirstOrDefault(row => row.Variables == spec.Sampler.Variables)
                    ?? GaussianQuality.Measure(result.GetValue(seed), spec.Sampler.Variables, spec.Sampler.Bits, count, spec, cancellation));
            }

            if (result.GetValue(output) == TableOutput.Json)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(rows.Select(row => row with { Counts = [] }), Json));
            }
            else
            {
                Show(rows);
            }

            return rows.Count < MostVariables ? 1 : 0;
        });
        return rng;
    }

    // One V after another, so that an interruption leaves those that were measured.
    private static List<GaussianQuality> Measure(ulong seed, int draws, ArchitectureSpec spec, CancellationToken cancellation)
    {
        var rows = new List<GaussianQuality>();
        try
        {
            for (int variables = 1; variables <= MostVariables; variables++)
            {
                rows.Add(GaussianQuality.Measure(seed, variables, spec.Sampler.Bits, draws, spec, cancellation));
            }
        }
        catch (OperationCanceledException)
        {
            // What was measured is shown.
        }

        return rows;
    }

    private static void Show(List<GaussianQuality> rows)
    {
        IAnsiConsole console = TableOutput.Console();
        console.WriteLine(Line($"{rows[0].Draws} Gaussians each, of V uniform variables of {rows[0].Bits} bits; standard error of mean and correlation {1 / Math.Sqrt(rows[0].Draws):F5}"));
        Table table = TableOutput.Table(
            "V", "Bit bias", "Mean", "expected", "Variance", "expected", "Skewness", "Excess kurtosis", "expected", "Serial correlation", "Distance to normal", "p exact", "p normal");
        foreach (GaussianQuality row in rows)
        {
            table.AddRow(new string[]
            {
                Line($"{row.Variables}"), Line($"{row.BitBias:F5}"), Line($"{row.Mean:F5}"), Line($"{row.MeanExpected:F5}"), Line($"{row.Variance:F5}"), Line($"{row.VarianceExpected:F5}"), Line($"{row.Skewness:F5}"),
                Line($"{row.Kurtosis:F4}"), Line($"{row.KurtosisExpected:F4}"), Line($"{row.SerialCorrelation:F5}"), Line($"{row.NormalDistance:F5}"),
                Line($"{row.ExactFit:F3}"), Line($"{row.NormalFit:F3}"),
            }.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
