using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Pages;
using SpinArch.Specs;
using SpinArch.Sweeps;

namespace SpinArch.Cli.Verbs;

/// <summary><c>search</c>: designs that are best in several things and keep to constraints, without listing them all.</summary>
internal static class SearchVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A sweep file (JSON), with objectives and constraints or without." };
        var options = new SweepOptions();
        var objectives = new Option<string?>("--objectives")
        {
            Description = $"What to make best, in place of the file's: names of {string.Join(", ", SweepObjective.Names)}.",
            HelpName = "LIST",
        };
        var constraints = new Option<string[]>("--constraint")
        {
            Description = "What designs must keep to besides, \"latencyNs <= 10000\"; may be repeated.",
            HelpName = "TEXT",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        var evaluations = new Option<string?>("--evaluations") { Description = "Designs that are evaluated at most, in place of the file's.", HelpName = "N" };
        var command = new Command(
            "search",
            """
            Find the designs of a sweep file's knobs that no other beats and that keep to constraints: a seeded NSGA-II over the
            estimate, its front simulated. Results are those of a sweep.

            Examples:
              search configs/sweeps/thousand.json --out best --evaluations 100
              search configs/sweeps/chip.json --out chip
              search configs/sweeps/thousand.json --out small --objectives energyNj,areaMm2 --constraint "latencyNs <= 20000"
            """)
        { file };
        options.AddTo(command);
        foreach (Option option in (Option[])[objectives, constraints, evaluations])
        {
            command.Options.Add(option);
        }

        command.SetLongAction((result, cancellation) =>
        {
            var defaults = DefaultNames.Shipped();
            SweepFile read = SweepFileReader.Read(result.GetRequiredValue(file), defaults.Network, defaults.Architecture, isSearch: true);
            SearchPlan plan = read.Search ?? new SearchPlan();
            plan = plan with
            {
                Objectives = result.GetValue(objectives) is { } list ? SweepObjective.Parse(objectives.Name, list) : plan.Objectives,
                Constraints = [.. plan.Constraints,
                    .. (result.GetValue(constraints) ?? []).Select(text => SearchConstraint.Parse(constraints.Name, text))],
                Evaluations = result.GetValue(evaluations) is { } count ? Evaluations(evaluations.Name, count) : plan.Evaluations,
            };
            var run = new SearchRun { File = read, Plan = plan, Folder = options.Folder(result), Jobs = options.Jobs(result) };
            try
            {
                SearchResult found = SweepConsole.Execute(run.Execute, cancellation);
                Show(run, found);
                if (options.Html(result) is { } target)
                {
                    new SweepPage
                    {
                        Head = new PageHead(CommandText.Of(result)),
                        Results = SweepResults.Read(run.Folder.Path),
                        Objectives = plan.Objectives,
                    }.Write(target);
                }

                return found.IsMet ? 0 : Failure.ProgramFailed;
            }
            catch (OperationCanceledException)
            {
                return Failure.Report(
                    Failure.Interrupted, $"interrupted; what was evaluated is kept, --resume goes on with it in {run.Folder.Path}");
            }
        });
        return command;
    }

    private static void Show(SearchRun run, SearchResult found)
    {
        int simulated = found.Rows.Count(row => row.LatencyNs is not null);
        string looked = Text($"{found.Rows.Length} of {found.Space} designs evaluated, {simulated} simulated");
        string wanted = run.Plan.Constraints.IsEmpty ? "" : $" with {string.Join(", ", run.Plan.Constraints)}";
        string outcome = found.IsMet
                ? Text($"{found.Front.Length} that none of these beats in {string.Join(", ", run.Plan.Objectives)}{wanted}")
            : found.Front is [var nearest, ..]
                ? $"none{wanted}; nearest: {string.Join(", ", run.Plan.Constraints.Select(constraint => Text($"{constraint.Name} = {SearchPlan.Figure(nearest, constraint.Name):G6}")))}"
            : "none can be built: " + found.Rows[0].Reason;
        Console.Out.WriteLine($"{run.File.Name}: {looked}; {outcome}");
        if (!found.Front.IsEmpty)
        {
            SweepShowVerb.Points(SweepResults.Read(run.Folder.Path), found.Front, Columns(run.Plan));
        }

        Console.Error.WriteLine(Text($"'sweep show {run.Folder.Path}' compares them"));
    }

    private static ImmutableArray<string> Columns(SearchPlan plan) =>
        [.. plan.Objectives.Concat(plan.Constraints.Select(constraint => constraint.Name)).Distinct(StringComparer.Ordinal)];

    private static int Evaluations(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= SearchPlan.MostEvaluations
            ? count
            : throw new InputException(option, $"'{text}' is no whole number from 1 to {SearchPlan.MostEvaluations}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
