using System.CommandLine;
using System.Text.Json;
using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace show</c>: the activities that a filter lets through, one a line.</summary>
internal static class TraceShowVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        var filter = new TraceFilterOptions();
        var output = new Option<string>("--output") { Description = "table, csv, or json (one object a line).", HelpName = "FORM", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "csv", "json");
        var command = new Command(
            "show",
            """
            List activities in the order in which they were decided.

            Examples:
              trace show mnist.strace --from-ns 1000 --to-ns 1050
              trace show mnist.strace --tile 3 --unit adc --sample 0 --output csv
            """) { file, output };
        filter.AddTo(command);
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            using var writer = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
            Write(writer, reader, filter.Filter(result, reader.Header.Program), result.GetRequiredValue(output));
            return TraceVerb.Close(reader);
        });
        return command;
    }

    private static void Write(StreamWriter writer, TraceReader reader, TraceFilter filter, string form)
    {
        var places = new TracePlaces(reader.Header.Program);
        if (form == "csv")
        {
            TraceCsvExport.Write(writer, reader, filter);
            return;
        }

        if (form == "table")
        {
            writer.WriteLine(ActivityText.Titles);
        }

        foreach (ReadOnlyMemory<Activity> block in reader.Blocks(filter))
        {
            foreach (ref readonly Activity activity in block.Span)
            {
                if (filter.Matches(in activity, places))
                {
                    writer.WriteLine(form == "json" ? Json(in activity, places) : ActivityText.Line(in activity, places));
                }
            }
        }
    }

    private static string Json(in Activity activity, TracePlaces places)
    {
        object[] values = ActivityText.Values(in activity, places);
        return JsonSerializer.Serialize(ActivityText.Fields.Select((name, i) => KeyValuePair.Create(name, values[i])).ToDictionary());
    }
}
