using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using SpinArch.Files;
using SpinArch.Pages;
using SpinArch.Specs;
using SpinArch.Sweeps;

namespace SpinArch.Cli.Verbs;

/// <summary><c>sweep show</c>: the Pareto front of a sweep, what each knob does, why one point beats another, and pictures.</summary>
internal static class SweepShowVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder that sweep wrote." };
        var objectives = new Option<string>("--objectives")
        {
            Description = $"What to compare by: names of {string.Join(", ", SweepObjective.Names)}.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "latencyNs,energyNj,areaMm2",
        };
        var pareto = new Option<bool>("--pareto") { Description = "Print the Pareto front alone." };
        var compare = new Option<string?>("--compare") { Description = "Say why one of two points beats the other.", HelpName = "I,J" };
        var paretoPicture = new Option<string?>("--pareto-svg") { Description = "Draw the first two objectives against each other.", HelpName = "FILE" };
        var heatPicture = new Option<string?>("--heat-svg") { Description = "Draw the first objective over two knobs.", HelpName = "FILE" };
        var knobs = new Option<string?>("--knobs") { Description = "The two knobs of the heat map; the two with the largest effect unless given.", HelpName = "A,B" };
        var energyPicture = new Option<string?>("--energy-svg") { Description = "Draw the energy of points, stacked by unit.", HelpName = "FILE" };
        var html = new Option<string?>("--html")
        {
            Description = "Write a page to look at, with all of it: one HTML file.",
            HelpName = "FILE"
        };
        var command = new Command(
            "show",
            """
            Show the Pareto front of a sweep, what each knob does to each objective, and why one point beats another.

            Examples:
              sweep show fan-in
              sweep show fan-in --objectives latencyNs,energyNj --pareto-svg front.svg --heat-svg map.svg --energy-svg energy.svg
              sweep show fan-in --compare 0,3
              sweep show fan-in --html fan-in.html
            """)
        { folder, objectives, pareto, compare, paretoPicture, heatPicture, knobs, energyPicture, html };
        command.SetLongAction((result, _) =>
        {
            ImmutableArray<string> names = SweepObjective.Parse("--objectives", result.GetRequiredValue(objectives));
            AtomicFile.CheckTargets(result.GetValue(paretoPicture), result.GetValue(heatPicture), result.GetValue(energyPicture),
                result.GetValue(html));
            string? pair = result.GetValue(compare);
            CheckUsed(result, pair, result.GetValue(pareto), objectives, [paretoPicture, heatPicture, html]);
            if (result.GetValue(knobs) is not null && result.GetValue(heatPicture) is null)
            {
                throw new InputException("--knobs", "are those of the heat map, which is not asked for; add --heat-svg FILE");
            }

            SweepResults results = SweepResults.Read(result.GetRequiredValue(folder));
            (string, string)? axes = result.GetValue(heatPicture) is null ? null : Axes(results, names[0], result.GetValue(knobs));
            if (pair is not null)
            {
                Compare(results, pair);
            }

            if (pair is null || result.GetValue(pareto))
            {
                Front(results, names);
            }

            if (pair is null && !result.GetValue(pareto))
            {
                Effects(results, names);
            }

            Draw(result.GetValue(paretoPicture), () => SweepCharts.Pareto(results, names[0], names.Length > 1 ? names[1] : names[0]));
            Draw(result.GetValue(heatPicture), () => SweepCharts.HeatMap(results, axes!.Value.Item1, axes.Value.Item2, names[0]));
            Draw(result.GetValue(energyPicture), () => SweepCharts.Energy(results));
            if (result.GetValue(html) is { } target)
            {
                new SweepPage { Head = new PageHead(CommandText.Of(result)), Results = results, Objectives = names }.Write(target);
            }

            return 0;
        });
        return command;
    }

    // A comparison of two points looks at every figure; objectives are for the front, the effects and the pictures of both.
    private static void CheckUsed(ParseResult result, string? pair, bool front, Option<string> objectives, Option<string?>[] pictures)
    {
        if (pair is not null && !front && result.GetResult(objectives) is { Implicit: false } && pictures.All(picture => result.GetValue(picture) is null))
        {
            throw new InputException("--objectives", "are not looked at by --compare; leave them out, or add --pareto");
        }
    }

    private static void Draw(string? path, Func<string> picture)
    {
        if (path is not null)
        {
            AtomicFile.WriteText(path, picture());
        }
    }

    private static void Front(SweepResults results, ImmutableArray<string> objectives)
    {
        IAnsiConsole console = TableOutput.Console();
        ImmutableArray<PointRow> front = ParetoFront.Of(results.Rows.Where(row => row.Status == "ok"), objectives);
        string statuses = string.Join(", ", results.Rows.GroupBy(row => row.Status, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Text($"{group.Count()} {group.Key}")));
        console.WriteLine(Text($"{results.Name}: {results.Rows.Length} points ({statuses}); {front.Length} not beaten in {string.Join(", ", objectives)}"));
        Points(results, front, objectives);
    }

    /// <summary>A table of points: knobs, figures, what limits.</summary>
    /// <param name="results">What they are of.</param>
    /// <param name="front">The points.</param>
    /// <param name="objectives">Figures.</param>
    internal static void Points(SweepResults results, ImmutableArray<PointRow> front, ImmutableArray<string> objectives)
    {
        IAnsiConsole console = TableOutput.Console();
        Table table = TableOutput.Table(["point", .. results.Knobs, .. objectives, "limited by", "crossbars wait for"]);
        foreach (PointRow row in front)
        {
            table.AddRow(
            [
                new Text(Text($"{row.Point}{(row.CostNotModelled.Length > 0 ? "*" : "")}")),
                .. results.Values[row.Point].Select(value => new Text(value)),
                .. objectives.Select(name => new Text(Text($"{SweepObjective.Of(row, name):G6}"))),
                new Text(row.LimiterFraction is { } busy ? Text($"{row.Limiter}, {100 * busy:0} %") : row.Limiter),
                new Text(row.StallFraction is { } share ? Text($"{row.Stall}, {100 * share:0} %") : "nothing"),
            ]);
        }

        console.Write(table);
        string[] free = [.. front.SelectMany(row => row.CostNotModelled.Split(' ',
            StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];
        if (free.Length > 0)
        {
            console.WriteLine($"* cost not modelled of {string.Join(", ", free)} beyond the published point: energy and area of these points are too low");
        }
    }

    private static void Effects(SweepResults results, ImmutableArray<string> objectives)
    {
        IAnsiConsole console = TableOutput.Console();
        console.WriteLine("Main effect of each knob: worst over best of its values, by the geometric mean over all other knobs");
        Table table = TableOutput.Table("objective", "knob", "factor", "best value");
        foreach (KnobEffect effect in objectives.SelectMany(name => KnobEffect.Of(results, name)))
        {
            table.AddRow(new Text(effect.Objective), new Text(effect.Knob), new Text(Text($"{effect.Factor:0.000}")), new Text(effect.Best));
        }

        console.Write(table);
    }

    private static void Compare(SweepResults results, string pair)
    {
        string[] parts = pair.Split(',', StringSplitOptions.TrimEntries);
        int[] numbers = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < results.Rows.Length ? number : -1)];
        if (numbers.Length != 2 || numbers.Contains(-1) || numbers[0] == numbers[1])
        {
            throw new InputException("--compare", Text($"'{pair}' is not two numbers of different points, I,J, each from 0 to {results.Rows.Length - 1}"));
        }

        foreach (string line in PointComparison.Of(results, numbers[0], numbers[1]))
        {
            Console.Out.WriteLine(line);
        }
    }

    private static (string Across, string Down) Axes(SweepResults results, string objective, string? chosen)
    {
        string[] names = chosen is not null ? NameList.Parse("--knobs", chosen) : [.. KnobEffect.Of(results, objective).Select(effect => effect.Knob).Take(2)];
        foreach (string name in names)
        {
            if (!results.Knobs.Contains(name))
            {
                throw new InputException("--knobs", $"'{name}' was not varied; did you mean {NearestName.Of(name, results.Knobs)}? Varied were {string.Join(", ", results.Knobs)}");
            }
        }

        return names.Length == 2 ? (names[0], names[1])
            : throw new InputException(chosen is null ? "--heat-svg" : "--knobs", "a heat map needs two knobs that vary");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
