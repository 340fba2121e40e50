using System.Globalization;
using Spectre.Console;
using SpinArch.Reports;

namespace SpinArch.Cli.Rendering;

/// <summary>
/// The report for people: what the network says and how sure it is, how long it takes, which unit limits it and why, where the
/// energy goes, how big the chip is. Fits 100 columns; without colour where the output is no terminal.
/// </summary>
internal static class RunReportTable
{
    private const int Width = 100;
    private const int TopTerms = 10;
    private const int ShownInputs = 10;
    private const int ShownOutputs = 3;

    /// <summary>Writes the report as plain text without any escape: for pipes and files.</summary>
    /// <param name="report">The report.</param>
    /// <param name="writer">Where to.</param>
    public static void WritePlain(RunReport report, TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        Write(report, console);
    }

    /// <summary>Writes the report to a console.</summary>
    /// <param name="report">The report.</param>
    /// <param name="console">The console, at least 100 columns wide for the tables to look as meant.</param>
    public static void Write(RunReport report, IAnsiConsole console)
    {
        WriteHead(report, console);
        WritePredictions(report, console);
        WriteTiming(report, console);
        WriteUtilization(report, console);
        WriteEnergy(report, console);
        WriteArea(report, console);
        WriteNotes(report, console);
        if (!report.Precision.IsDefault)
        {
            PrecisionTable.Write(report.Precision, console);
        }

        if (report.Joint is { } joint)
        {
            JointTable.Write(joint, console);
        }

        Line(console, report.Simulation is { } simulation
            ? Format($"Simulated {simulation.Events:N0} events in {Seconds(simulation.WallSecondsLoop)}, {simulation.EventsPerSecond / 1e6:0.0} million a second; {Seconds(simulation.WallSeconds)} in all.{Shortcut(simulation)}")
            : "Estimated in closed form, not simulated: counts and dynamic energy are exact for assumed activity, times are not (docs/estimator.md).");
    }

    private static void WriteHead(RunReport report, IAnsiConsole console)
    {
        Line(console, Format($"{report.Network} on {report.Architecture}: {report.Tiles} tiles, {report.CrossbarPairs} crossbar pairs; {report.Inputs} {Plural(report.Inputs, "input")} x {report.Samples} {Plural(report.Samples, "sample")}, seed {report.Seed}"));
        Table table = Grid("layer", "fan-in >", "outputs >", "copies >", "blocks >", "column sum", "tiles");
        foreach (LayerReport layer in report.Layers)
        {
            table.AddRow(Cells(layer.Name, Format($"{layer.Rows}"), Format($"{layer.Columns}"), Format($"{layer.Copies}"), Format($"{layer.Blocks}"), layer.ColumnSum, Ranges(layer.Tiles)));
        }

        console.Write(table);
    }

    private static void WritePredictions(RunReport report, IAnsiConsole console)
    {
        if (report.Predictions.IsDefault)
        {
            return;
        }

        if (report.Predictions.IsEmpty)
        {
            Line(console, "No predictions: the network carries no weights, so only time and energy are simulated.");
            return;
        }

        Title(console, "Prediction: mean and standard deviation over the samples");
        Table table = Grid("input >", "label >", "predicted >", "", "highest outputs");
        foreach (PredictionReport prediction in report.Predictions.Take(ShownInputs))
        {
            string highest = string.Join("   ", Enumerable.Range(0, prediction.Mean.Length)
                .OrderByDescending(output => prediction.Mean[output])
                .Take(ShownOutputs)
                .Select(output => Format($"{output}: {prediction.Mean[output]:0.000} ± {prediction.StdDev[output]:0.000}")));
            table.AddRow(Cells(
                Format($"{prediction.Input}"),
                prediction.Label is { } label ? Format($"{label}") : "-",
                Format($"{prediction.Predicted}"),
                prediction.Label is null ? "" : prediction.Label == prediction.Predicted ? "right" : "wrong",
                highest));
        }

        console.Write(table);
        int labelled = report.Predictions.Count(prediction => prediction.Label is not null);
        if (report.Predictions.Length > 1 && labelled > 0)
        {
            int right = report.Predictions.Count(prediction => prediction.Label == prediction.Predicted);
            Line(console, Format($"{right} of {labelled} right{(report.Predictions.Length > ShownInputs ? "; the first 10 are shown" : "")}."));
        }
    }

    private static void WriteTiming(RunReport report, IAnsiConsole console)
    {
        Title(console, "Time");
        LatencyReport latency = report.LatencyNs;
        bool isUnsettled = report.Notes.Any(note => note.Kind == NoteReport.Unsettled);
        Table table = Grid("figure", "value >", "meaning");
        table.AddRow(Cells("first input", Nanoseconds(latency.FirstInput), "arrival to last result flit"));
        if (report.Inputs > 1)
        {
            table.AddRow(Cells("all inputs", Nanoseconds(latency.Total), "first arrival to last result flit"));
            table.AddRow(Cells("an input, p50", Nanoseconds(latency.Quantiles.P50), Format($"p90 {Nanoseconds(latency.Quantiles.P90)}, p99 {Nanoseconds(latency.Quantiles.P99)}")));
        }

        table.AddRow(Cells(
            "steady sample",
            latency.PerSampleSteady is { } interval ? Nanoseconds(interval) : "-",
            latency.PerSampleSteady is not null ? "between completions of samples once the pipeline is full"
                : isUnsettled ? "not known: the run was over before the chip had settled" : "needs two samples"));
        table.AddRow(Cells("samples", Figures.Rate(report.Throughput.SamplesPerSecond),
            latency.PerSampleSteady is not null ? "sustained" : isUnsettled ? "of this run, over its latency" : "one over the latency"));
        table.AddRow(Cells("inputs", Figures.Rate(report.Throughput.InputsPerSecond), report.Inputs > 1 ? "sustained" : "one over the latency: run several inputs for the sustained rate"));
        foreach (PhaseReport phase in report.Phases)
        {
            table.AddRow(Cells("phase: " + phase.Name, Nanoseconds(phase.EndNs - phase.StartNs), Format($"from {Nanoseconds(phase.StartNs)} to {Nanoseconds(phase.EndNs)}, {phase.BusyUnits:0.0} units busy, {phase.PowerMw:N1} mW")));
        }

        console.Write(table);
        if (report.Throughput.LimitedBy is { } limiter)
        {
            Line(console, LimiterSentence.Of(limiter));
        }
    }

    private static void WriteUtilization(RunReport report, IAnsiConsole console)
    {
        Title(console, "Busiest units over the whole run, and how busy the average of their kind is");
        Table table = Grid("unit", "busiest >", "where", "mean >", "sites >");
        foreach (IGrouping<string, UtilizationReport> kind in report.Utilization.GroupBy(row => row.Unit).OrderByDescending(rows => rows.Max(row => row.Fraction)))
        {
            UtilizationReport busiest = kind.MaxBy(row => row.Fraction)!;
            table.AddRow(Cells(
                kind.Key,
                Format($"{100 * busiest.Fraction:0.0} %"),
                LimiterSentence.Place(busiest.Unit, busiest.Tile, busiest.Layer),
                Format($"{100 * kind.Average(row => row.Fraction):0.0} %"),
                Format($"{kind.Count()}")));
        }

        console.Write(table);
    }

    private static void WriteEnergy(RunReport report, IAnsiConsole console)
    {
        EnergyReport energy = report.EnergyNj;
        Title(console, Format($"Energy: {Nanojoules(energy.Total)}, of which {Nanojoules(energy.Leakage)} leakage; power {report.PowerMw.Mean:N1} mW mean, {report.PowerMw.Peak:N1} mW peak"));
        Table table = Grid("term", "kind", "scope", "count >", "energy >", "share >");
        EnergyTermReport[] ordered = [.. energy.Terms.OrderByDescending(term => term.TotalNj)];
        foreach (EnergyTermReport term in ordered.Take(TopTerms))
        {
            table.AddRow(Cells(
                term.Unit + " " + term.Action + (term.Assumption ? " *" : ""),
                term.Kind,
                term.Scope,
                term.Quanta == 0 ? Format($"{(double)term.Count:N0}") : Format($"{(double)term.Quanta:0.###e+0} quanta"),
                Nanojoules(term.TotalNj),
                Share(term.TotalNj, energy.Total)));
        }

        if (ordered.Length > TopTerms)
        {
            double rest = ordered.Skip(TopTerms).Sum(term => term.TotalNj);
            table.AddRow(Cells(Format($"{ordered.Length - TopTerms} more terms"), "", "", "", Nanojoules(rest), Share(rest, energy.Total)));
        }

        table.AddEmptyRow();
        table.AddRow(Cells("sum of scope paper", "", "paper", "", Nanojoules(energy.PaperScope), Share(energy.PaperScope, energy.Total)));
        table.AddRow(Cells("sum of scope system", "", "system", "", Nanojoules(energy.Total - energy.PaperScope), Share(energy.Total - energy.PaperScope, energy.Total)));
        console.Write(table);
        Line(console, Format($"* rests on an assumption; such terms sum to {Nanojoules(energy.Assumed)}. Programming the weights once: {Nanojoules(energy.Programming.TotalNj)}, in no sum."));
        if (energy.NotExplained is { } missing)
        {
            Line(console, Format($"Not explained by any part: {Nanojoules(missing)}, {Share(missing, energy.Total)} of the total; the published power of the chip less that of its parts."));
        }

        if (energy.Reconstruction is { } paper)
        {
            string baseline = paper.BaselineNj is { } other ? $", of the chip that it compares with {Nanojoules(other)}" : "";
            string named = paper.NamedBlocksNj is { } least ? $", named blocks alone {Nanojoules(least)}" : "";
            string rate = paper.PublishedInputsPerSecond is { } inputs ? Format($", and {inputs:N1} inputs a second of one sample") : "";
            Line(console, Format($"Per image and sample: paper scope {Nanojoules(paper.ReconstructionNj)}{named}; published {Nanojoules(paper.PublishedNj)}{baseline}{rate}."));
            Line(console, $"{paper.Note} {paper.Citation}.");
        }
    }

    private static void WriteArea(RunReport report, IAnsiConsole console)
    {
        string largest = string.Join(", ", report.AreaMm2.Terms.GroupBy(term => term.Unit)
            .Select(unit => (Unit: unit.Key, Area: unit.Sum(term => term.TotalMm2)))
            .OrderByDescending(unit => unit.Area).Take(4).Select(unit => Format($"{unit.Unit} {unit.Area:0.00}")));
        Line(console, Format($"Area {report.AreaMm2.Total:0.00} mm2 ({largest}), {report.AreaMm2.Assumed:0.0000} mm2 of it assumed."));
    }

    private static void WriteNotes(RunReport report, IAnsiConsole console)
    {
        foreach (NoteReport note in report.Notes)
        {
            Line(console, "Note: " + note.Text + ".");
        }
    }

    private static void Title(IAnsiConsole console, string text)
    {
        console.WriteLine();
        console.Write(new Text(text + "\n", new Style(decoration: Decoration.Bold)));
    }

    private static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    // A heading that ends in > is right-aligned.
    private static Table Grid(params string[] headings)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string heading in headings)
        {
            var column = new TableColumn(new Text(heading.TrimEnd('>', ' '))) { Padding = new Padding(1, 0, 1, 0) };
            table.AddColumn(heading.EndsWith('>') ? column.RightAligned() : column);
        }

        return table;
    }

    private static IEnumerable<Text> Cells(params string[] values) => values.Select(value => new Text(value));

    private static string Ranges(IReadOnlyList<int> tiles)
    {
        bool contiguous = tiles.Count > 1 && tiles[^1] - tiles[0] == tiles.Count - 1;
        return contiguous ? Format($"{tiles[0]} to {tiles[^1]}") : string.Join(' ', tiles.Select(tile => Format($"{tile}")));
    }

    private static string Nanoseconds(double value) =>
        value >= 1e9 ? Format($"{value / 1e9:N3} s") : value >= 1e6 ? Format($"{value / 1e6:N3} ms") : value >= 1e4 ? Format($"{value / 1e3:N3} us") : Format($"{value:N1} ns");

    private static string Nanojoules(double value) =>
        value >= 1e9 ? Format($"{value / 1e9:N3} J") : value >= 1e6 ? Format($"{value / 1e6:N3} mJ") : value >= 1e4 ? Format($"{value / 1e3:N3} uJ") : Format($"{value:N3} nJ");

    private static string Seconds(double value) => value >= 1 ? Format($"{value:0.00} s") : Format($"{value * 1e3:0.0} ms");

    private static string Shortcut(SimulationReport simulation) => simulation.Shortcut is { Inputs: > 0 } shortcut
        ? Format($" {shortcut.Inputs:N0} inputs repeat a period of {shortcut.PeriodInputs} in {Nanoseconds(shortcut.PeriodNs)} and were not simulated one by one (--simulate-all does).")
        : "";

    private static string Share(double part, double whole) => whole > 0 ? Format($"{100 * part / whole:0.0} %") : "-";

    private static string Plural(int count, string noun) => count == 1 ? noun : noun + "s";

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
