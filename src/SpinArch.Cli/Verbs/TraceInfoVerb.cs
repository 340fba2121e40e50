using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace info</c>: what a trace is of, without reading its activities.</summary>
internal static class TraceInfoVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        Option<string> output = TableOutput.Option();
        var command = new Command("info", "Say what ran, how it ended and how large the trace is.") { file, output };
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            KeyValuePair<string, object?>[] rows = [.. Rows(reader)];
            if (result.GetValue(output) == TableOutput.Json)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(rows.ToDictionary(row => row.Key, row => row.Value)));
            }
            else
            {
                foreach ((string name, object? value) in rows)
                {
                    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {value ?? "-"}"));
                }
            }

            return TraceVerb.Close(reader);
        });
        return command;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Rows(TraceReader reader)
    {
        TraceHeader header = reader.Header;
        TraceOutcome? outcome = reader.Outcome;
        return
        [
            new("formatVersion", TraceFormat.Version),
            new("toolVersion", header.ToolVersion),
            new("network", header.Program.Network),
            new("architecture", header.Spec.Name),
            new("architectureHash", header.Spec.Hash),
            new("tiles", header.Program.Tiles.Length),
            new("samples", header.Program.Samples),
            new("inputs", header.Program.Inputs),
            new("seed", header.Seed),
            new("arrivalNs", header.ArrivalInterval.Nanoseconds),
            new("data", header.Data),
            new("outcome", outcome is null ? "unknown" : outcome.Failure is null ? "finished" : "failed"),
            new("failure", outcome?.Failure),
            new("endNs", (outcome?.Result?.End ?? outcome?.LastEnd)?.Nanoseconds),
            new("activities", outcome?.Activities),
            new("blocks", reader.Index?.Blocks.Length),
            new("bytes", reader.Length),
            new("bytesPerActivity", outcome is { Activities: > 0 } ? (double)reader.Length / outcome.Activities : null),
            new("activityHash", outcome is null ? null : Convert.ToHexStringLower(outcome.Hash.Span)),
        ];
    }
}
