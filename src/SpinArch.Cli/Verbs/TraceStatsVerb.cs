using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace stats</c>: where the time of every unit went, and the phases of the run.</summary>
internal static class TraceStatsVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        Option<string> output = TableOutput.Option();
        var command = new Command("stats", "Split the time of every unit into busy, each cause of waiting, and done: together exactly 100 %.") { file, output };
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            var statistics = new TraceStatistics(new TracePlaces(reader.Header.Program));
            TraceReplay.Feed(reader, statistics);
            Picoseconds end = reader.Outcome?.Result?.End ?? reader.Outcome?.LastEnd ?? Picoseconds.Zero;
            IReadOnlyList<TrackTime> rows = statistics.Rows(end);
            IReadOnlyList<Phase> phases = statistics.Phases(end);
            if (result.GetValue(output) == TableOutput.Json)
            {
                WriteJson(statistics.Activities, rows, phases);
            }
            else
            {
                WriteTable(rows, phases);
            }

            return TraceVerb.Close(reader);
        });
        return command;
    }

    private static void WriteTable(IReadOnlyList<TrackTime> rows, IReadOnlyList<Phase> phases)
    {
        string titles = string.Concat(Enum.GetValues<StallCause>().Select(cause => string.Create(CultureInfo.InvariantCulture, $"{TrackTime.NameOf(cause),16}")));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"place",-10} {"unit",-13} {"activities",10} {"busy %",9}{titles}{"done",10}  layer"));
        foreach (TrackTime row in rows)
        {
            string waits = string.Concat(row.Waits.Select(wait => Percent(wait, row.Total, 16)));
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Site,-10} {row.Track,-13} {row.Activities,10}{Percent(row.Busy, row.Total, 10)}{waits}{Percent(row.Done, row.Total, 10)}  {row.Layer}").TrimEnd());
        }

        Console.Out.WriteLine();
        foreach (Phase phase in phases)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{phase.Name,-7} {phase.Start.Nanoseconds,12:0.###} to {phase.End.Nanoseconds,12:0.###} ns, {phase.Level:0.0} units busy on average"));
        }
    }

    private static void WriteJson(long activities, IReadOnlyList<TrackTime> rows, IReadOnlyList<Phase> phases) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(new
        {
            activities,
            units = rows.Select(row => new
            {
                place = row.Site,
                unit = row.Track,
                layer = row.Layer,
                activities = row.Activities,
                totalPs = row.Total.Value,
                busyPs = row.Busy.Value,
                waitsPs = row.Waits.Select((wait, cause) => (Name: TrackTime.NameOf((StallCause)cause), wait.Value)).ToDictionary(wait => wait.Name, wait => wait.Value),
                donePs = row.Done.Value,
            }),
            phases = phases.Select(phase => new { name = phase.Name, startNs = phase.Start.Nanoseconds, endNs = phase.End.Nanoseconds, busyUnits = phase.Level }),
        }));

    private static string Percent(Picoseconds part, Picoseconds whole, int width) =>
        (part.Value == 0 ? "." : (100.0 * part.Value / whole.Value).ToString("0.00", CultureInfo.InvariantCulture)).PadLeft(width);
}
