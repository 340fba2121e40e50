using System.Globalization;
using SpinArch.Files;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// Activities as Apache Parquet, for data frames: the columns of table <c>activity</c> of <see cref="SqliteExport"/> without its number,
/// a row each in the recorded order; what is said of the run stands in the file's metadata.
/// </summary>
public static class ParquetExport
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="reader">The trace.</param>
    /// <param name="filter">What is wanted.</param>
    public static void Write(string path, TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        AtomicFile.Write(path, stream => Write(stream, reader, filter));
    }

    /// <summary>The bytes that it takes, by writing it to nowhere.</summary>
    internal static long SizeOf(TraceReader reader, TraceFilter filter)
    {
        var counted = new CountingStream();
        Write(counted, reader, filter);
        return counted.Length;
    }

    private static void Write(Stream stream, TraceReader reader, TraceFilter filter)
    {
        ParquetNumbers<long> start = new("start_ps"), end = new("end_ps"), quanta = new("quanta"), drive = new("drive");
        ParquetText place = new("place"), unit = new("unit"), action = new("action"), cause = new("waited_for"), layer = new("layer", isNullable: true);
        ParquetNumbers<int> slot = new("slot"), items = new("items");
        ParquetNumbers<int> tile = Optional("tile"), instruction = Optional("instruction"), column = Optional("col"), sample = Optional("sample"), input = Optional("input");
        var places = new TracePlaces(reader.Header.Program);
        var slots = new SlotAssigner(places);
        using var table = new ParquetTable(
            stream, [start, end, place, tile, unit, slot, action, cause, items, quanta, drive, layer, instruction, column, sample, input], About(reader));
        TraceScan.Over(reader, filter, places, (in Activity activity) =>
        {
            start.Add(activity.Start.Value);
            end.Add((activity.Start + activity.Duration).Value);
            place.Add(places.NameOf(places.Sites.SiteOf(activity.Kind, activity.Tile)));
            tile.Add(Known(places.TileOf(in activity)));
            unit.Add(TraceTracks.NameOf(TraceTracks.Of(activity.Kind)));
            slot.Add(slots.Assign(in activity));
            action.Add(activity.Kind.ToString());
            cause.Add(TrackTime.NameOf(activity.Cause));
            items.Add(activity.Items);
            quanta.Add(activity.Quanta);
            drive.Add(activity.Drive);
            layer.Add(activity.Instruction < 0 ? null : places.LayerOf(in activity));
            instruction.Add(Known(activity.Instruction));
            column.Add(Known(activity.Column));
            sample.Add(Known(activity.Sample));
            input.Add(Known(activity.Input));
            table.EndRow();
        });
    }

    private static ParquetNumbers<int> Optional(string name) => new(name, isNullable: true);

    private static int? Known(int value) => value < 0 ? null : value;

    private static Dictionary<string, string> About(TraceReader reader) => new(StringComparer.Ordinal)
    {
        ["network"] = reader.Header.Program.Network,
        ["architecture"] = reader.Header.Spec.Name,
        ["samples"] = reader.Header.Program.Samples.ToString(CultureInfo.InvariantCulture),
        ["inputs"] = reader.Header.Program.Inputs.ToString(CultureInfo.InvariantCulture),
        ["seed"] = reader.Header.Seed.ToString(CultureInfo.InvariantCulture),
        ["end_ps"] = ((reader.Outcome?.Result?.End ?? reader.Outcome?.LastEnd)?.Value ?? -1).ToString(CultureInfo.InvariantCulture),
        ["failure"] = reader.Outcome?.Failure ?? "",
        ["spinarch"] = reader.Header.ToolVersion,
    };
}
