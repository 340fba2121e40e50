using System.Collections.Immutable;
using System.CommandLine;
using SpinArch.Cli.Rendering;
using SpinArch.Devices;
using SpinArch.Devices.Pictures;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary>The options with which <c>infer</c> lets the cells grow old.</summary>
internal sealed class AgeingOptions
{
    private readonly Option<string?> ages = new("--age")
    {
        Description = "Time since the cells were written: a number with s, min, h, d or y; several, with commas, make a table.",
        HelpName = "LIST",
    };

    private readonly Option<string[]> temperatures = DeviceOptions.Numbers(
        "--temperature", "Temperature of that time, K; the device's where not given; may be repeated.", "T");

    private readonly Option<string[]> barriers = DeviceOptions.Numbers(
        "--barrier-kt", "Barrier between levels, in the device's kT; the device's where not given; may be repeated.", "E");

    private readonly Option<string?> device = new("--device")
    {
        Description = "What the cells are made of ('list devices'), for --age; all-spin where not given.",
        HelpName = "NAME",
    };

    private readonly Option<string?> csv = new("--csv")
    {
        Description = "With several ages, barriers or temperatures: write a row each.",
        HelpName = "FILE",
    };

    private readonly Option<string?> svg = new("--svg")
    {
        Description = "With several ages, barriers or temperatures: draw accuracy over age.",
        HelpName = "FILE",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[ages, temperatures, barriers, device, csv, svg])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The files that will be written; null for those that are not wanted.</summary>
    public string?[] Targets(ParseResult result) => [result.GetValue(csv), result.GetValue(svg)];

    /// <summary>The ages asked for: every one with every barrier and temperature; empty without <c>--age</c>.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="predictions">The file of <c>--predictions</c>, which is of one age.</param>
    /// <exception cref="InputException">A number is out of range, or something is given that would do nothing.</exception>
    public ImmutableArray<Ageing> Read(ParseResult result, string? predictions)
    {
        double[] barriersKt = DeviceOptions.Values(result, barriers, 0, 1000);
        double[] temperaturesK = DeviceOptions.Values(result, temperatures, 1, 1000);
        ImmutableArray<Ageing> found = [];
        if (result.GetValue(ages) is { } list)
        {
            DeviceDescription cells = DeviceFile.Read(DeviceCatalog.Resolve(result.GetValue(device) ?? DefaultNames.Shipped().Device));
            RetentionTable table = RetentionTable.Of(cells, barriersKt, temperaturesK, Age.Parse(ages.Name, list));
            found =
            [
                .. from row in table.Rows
                   from age in table.Ages
                   select new Ageing(cells, row.BarrierKt, row.Retention, age),
            ];
        }
        else if ((barriersKt.Length > 0 ? barriers : temperaturesK.Length > 0 ? temperatures : (Option)device) is var idle
            && result.GetResult(idle) is { Implicit: false })
        {
            throw new InputException(idle.Name, $"does nothing without {ages.Name}");
        }

        if (found.Length > 1 && predictions is not null)
        {
            throw new InputException("--predictions",
                $"is of one age; give {ages.Name}, {barriers.Name} and {temperatures.Name} one value each");
        }

        return found.Length < 2 && (result.GetValue(csv) ?? result.GetValue(svg)) is not null
            ? throw new InputException((result.GetValue(csv) is null ? svg : csv).Name,
                "is of several ages, barriers or temperatures; give more than one")
            : found;
    }

    /// <summary>Infers at every age and reports all of them.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="run">The run that they share.</param>
    /// <param name="points">The ages.</param>
    /// <param name="compare">Tells other data apart from that of a result.</param>
    /// <param name="others">Other data sets.</param>
    /// <param name="json">Whether to print JSON.</param>
    /// <param name="cancel">Ends it early; what is finished is reported.</param>
    /// <returns>The exit code.</returns>
    public int Report(
        ParseResult result, InferenceRun run,
            ImmutableArray<Ageing> points, Func<InferenceResult, ImmutableArray<OutOfDistribution>> compare, int others, bool json,
        CancellationToken cancel)
    {
        var done = ImmutableArray.CreateBuilder<AgeingPoint>(points.Length);
        foreach (Ageing point in points)
        {
            InferenceResult known = InferenceConsole.Execute(run with { Architecture = point.Aged(run.Architecture) }, cancel);
            ImmutableArray<OutOfDistribution> apart = compare(known);
            if (known.IsPartial || apart.Length < others)
            {
                Console.Error.WriteLine($"Interrupted after {done.Count} of {points.Length} ages; {(done.Count == 0 ? "there is nothing to report" : "what follows is of those")}.");
                break;
            }

            done.Add(new AgeingPoint(point, PredictionMeasures.Of(known.Predictions), apart));
        }

        if (done.Count > 0)
        {
            Write(result, run, done.ToImmutable(), json);
        }

        return done.Count == points.Length ? 0 : 1;
    }

    private void Write(ParseResult result, InferenceRun run, ImmutableArray<AgeingPoint> points, bool json)
    {
        if (result.GetValue(csv) is { } table)
        {
            AgeingPoint.WriteCsv(table, points);
        }

        if (result.GetValue(svg) is { } picture)
        {
            AtomicFile.WriteText(picture, AgeingPicture.Of($"{run.Network.Name} on {run.Architecture.Name}: accuracy over age", points));
        }

        if (json)
        {
            Console.Out.WriteLine(AgeingPoint.Json(points, run));
        }
        else
        {
            AgeingRows.Write(run, points);
        }
    }
}
