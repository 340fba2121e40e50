using CsvHelper;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>Activities as CSV: a row each, fields as <see cref="ActivityText.Fields"/> names them; the tile of a hop is its router.</summary>
public static class TraceCsvExport
{
    /// <summary>Writes the activities that a filter lets through, in the recorded order.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="reader">The trace.</param>
    /// <param name="filter">What is wanted.</param>
    public static void Write(TextWriter writer, TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        var places = new TracePlaces(reader.Header.Program);
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. ActivityText.Fields]);
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks(filter))
        {
            foreach (ref readonly Activity activity in block.Span)
            {
                if (filter.Matches(in activity, places))
                {
                    Row(csv, in activity, places);
                }
            }
        }
    }

    private static void Row(CsvWriter csv, in Activity activity, TracePlaces places)
    {
        csv.WriteField(activity.Start.Nanoseconds, default);
        csv.WriteField(activity.Duration.Nanoseconds, default);
        csv.WriteField(activity.Tile, default);
        csv.WriteField(TraceTracks.NameOf(TraceTracks.Of(activity.Kind)));
        csv.WriteField(activity.Kind.ToString());
        csv.WriteField(TrackTime.NameOf(activity.Cause));
        csv.WriteField(activity.Items, default);
        csv.WriteField(activity.Quanta, default);
        csv.WriteField(activity.Drive, default);
        csv.WriteField(places.LayerOf(in activity));
        csv.WriteField(activity.Instruction, default);
        csv.WriteField(activity.Column, default);
        csv.WriteField(activity.Sample, default);
        csv.WriteField(activity.Input, default);
        csv.EndRecord();
    }
}
