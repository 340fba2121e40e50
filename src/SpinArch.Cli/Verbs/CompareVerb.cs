using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SpinArch.Cli.Rendering;
using SpinArch.Comparisons;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Pages;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>compare</c>: architectures side by side, on one network and one account of energy.</summary>
internal static class CompareVerb
{
    private const string Rotated = "rotated";

    /// <summary>Makes the command.</summary>
    /// <returns><c>compare</c>.</returns>
    public static Command Create()
    {
        var network = new Argument<string>("NETWORK")
        {
            Description = "The network: a name ('list networks'), a file or a folder; each architecture's own unless given.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => DefaultNames.Shipped().Network,
        };
        var architectures = new Option<string?>("--arch")
        {
            Description = "The architectures, names or files; all that ship unless given.",
            HelpName = "LIST",
        };
        var data = new Option<string>("--data")
        {
            Description = "A folder with idx files, a .npz with 'images' and 'labels', 'mnist' (fetched by 'data mnist') or 'shipped' (100 images).",
            HelpName = "DATA",
            DefaultValueFactory = _ => InferenceOptions.Shipped,
        };
        var images = new Option<int?>("--images") { Description = "How many images, from the first; all unless given.", HelpName = "N" };
        var samples = new Option<int>("--samples")
        {
            Description = "Monte-Carlo samples an image.",
            HelpName = "S",
            DefaultValueFactory = _ => 10
        };
        var inputs = new Option<int>("--inputs")
        {
            Description = "Images whose classification is simulated event by event; rates are sustained ones from two on.",
            HelpName = "N",
            DefaultValueFactory = _ => 4,
        };
        var ood = new Option<string>("--ood")
        {
            Description = "Images that uncertainty should tell from the data: rotated, noisy, fashion, a folder with idx files or a .npz.",
            HelpName = "DATA",
            DefaultValueFactory = _ => Rotated,
        };
        var iso = new Option<string?>("--iso")
        {
            Description = "Give all the same: area=MM2 (copies of layers as it holds them) or accuracy=SHARE (the fewest samples that reach it).",
            HelpName = "AIM",
        };
        var seed = new Option<ulong>("--seed") { Description = "Key of all draws.", HelpName = "X", DefaultValueFactory = _ => 1 };
        Option<int> threads = ThreadsOption.Create();
        var csv = new Option<string?>("--csv") { Description = "Write the table as CSV.", HelpName = "FILE" };
        var svg = new Option<string?>("--svg") { Description = "Draw energy over latency.", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "Write a page to look at: one HTML file.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var compare = new Command(
            "compare",
            """
            Compare architectures: accuracy and uncertainty, time, energy, area, random bits, what limits, and what is published of each.

            Without a network every architecture runs the one that is shipped for it.

            Examples:
              compare
              compare --data mnist --ood fashion --csv chips.csv --svg chips.svg
              compare all-spin-mnist --arch all-spin,all-spin-relaxed --output json
              compare --iso area=40
              compare --html chips.html
              compare --iso accuracy=0.97 --samples 20
            """)
        {
            network, architectures, data, images, samples, inputs, ood, iso, seed, threads, csv, svg, html, output,
        };

        // Off the invoking thread, so that Ctrl-C finds it listening.
        compare.SetAction((result, cancel) => Task.Run(
            () =>
            {
                AtomicFile.CheckTargets(result.GetValue(csv), result.GetValue(svg), result.GetValue(html));
                string name = result.GetRequiredValue(data);
                IdxDataSet known = InferenceOptions.Read(name);
                string other = result.GetRequiredValue(ood);
                var study = new ComparisonStudy
                {
                    Data = known,
                    DataName = InferenceOptions.NameOf(name),
                    Images = result.GetValue(images),
                    OtherData = InferenceOptions.Other(other, known, result.GetValue(seed)),
                    OtherName = other,
                    Samples = Within("--samples", result.GetValue(samples), 10_000),
                    Inputs = Within("--inputs", result.GetValue(inputs), known.Count),
                    Seed = result.GetValue(seed),
                    Threads = ThreadsOption.Read(result, threads),
                    Aim = IsoAim.Parse(iso.Name, result.GetValue(iso)),
                };
                string? list = result.GetValue(architectures);
                string[] names = list is null ? [.. ConfigurationCatalog.Shipped().Architectures]
                    : NameList.Parse(architectures.Name, list);
                Comparison comparison = Measure(result, network, study, names, isNamed: list is not null, cancel);
                if (comparison.Rows.IsEmpty && !cancel.IsCancellationRequested)
                {
                    throw new InputException("compare", $"no architecture that ships can be compared so; the first: {comparison.Skipped[0].Reason}");
                }

                if (comparison.Rows.IsEmpty)
                {
                    Console.Error.WriteLine("Interrupted before the first architecture was done; there is nothing to report.");
                    return 1;
                }

                if (result.GetValue(csv) is { } table)
                {
                    ComparisonOutput.WriteCsv(table, comparison);
                }

                if (result.GetValue(svg) is { } picture)
                {
                    ComparisonOutput.WriteSvg(picture, comparison);
                }

                if (result.GetValue(html) is { } page)
                {
                    ReportPage.Write(page, new PageHead(CommandText.Of(result)), "compare",
                        $"{comparison.Network ?? "Architectures"} on {comparison.Data}: architectures side by side",
                            ComparisonOutput.Json(comparison));
                }

                if (result.GetValue(output) == TableOutput.Json)
                {
                    Console.Out.WriteLine(ComparisonOutput.Json(comparison));
                }
                else
                {
                    ComparisonTable.Write(comparison, TableOutput.Console());
                }

                return cancel.IsCancellationRequested ? 1 : 0;
            },
            CancellationToken.None));
        return compare;
    }

    // What was asked for by name must be possible; of all that ship, those that are not are told apart.
    private static Comparison Measure(ParseResult result, Argument<string> network, ComparisonStudy study, string[] names, bool isNamed,
        CancellationToken cancel)
    {
        var rows = ImmutableArray.CreateBuilder<ComparisonRow>();
        var skipped = ImmutableArray.CreateBuilder<SkippedChip>();
        bool isOneNetwork = result.GetResult(network) is { Tokens.Count: > 0 };
        foreach (string name in names)
        {
            try
            {
                EffectiveConfiguration configuration = ArchitectureLoader.Load(name, [], null);
                NetworkGraph graph = NetworkOptions.Read(result, network, configuration);
                Tell($"{configuration.Architecture.Name} ({rows.Count + skipped.Count + 1} of {names.Length}) ...");
                rows.Add(study.Measure(new ComparedChip(configuration, graph), null, cancel));
            }
            catch (InputException error) when (!isNamed)
            {
                skipped.Add(new SkippedChip(name, error.Message.ReplaceLineEndings(" ")));
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine($"Interrupted in {name}; what follows is of those before it.");
                break;
            }
        }

        return new Comparison
        {
            Network = isOneNetwork ? rows.FirstOrDefault()?.Network ?? result.GetRequiredValue(network) : null,
            Data = study.DataName,
            Images = study.Images ?? study.Data.Count,
            OtherData = study.OtherName,
            Samples = study.Samples,
            Inputs = study.Inputs,
            Seed = study.Seed,
            Rows = rows.ToImmutable(),
            Skipped = skipped.ToImmutable(),
        };
    }

    private static void Tell(string what)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(what);
        }
    }

    private static int Within(string option, int value, int most) => value >= 1 && value <= most
        ? value
        : throw new InputException(option, string.Create(CultureInfo.InvariantCulture, $"{value} is out of range; allowed is 1 to {most}"));
}
