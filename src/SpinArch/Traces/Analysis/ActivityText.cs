using System.Globalization;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>One activity as a line of a table and as fields.</summary>
public static class ActivityText
{
    /// <summary>The names of the fields, as CSV and JSON have them.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["startNs", "durationNs", "tile", "unit", "action", "cause", "items", "quanta", "drive", "layer", "instruction", "column", "sample", "input"];

    /// <summary>The titles of <see cref="Line"/>.</summary>
    public static string Titles { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{"start ns",13} {"ns",8} {"place",-10} {"unit",-13} {"action",-13} {"waited for",-15} {"items",5} {"instr",5} {"col",4} {"smp",4} {"inp",4}  layer");

    /// <summary>The activity as a line of fixed columns.</summary>
    public static string Line(in Activity activity, TracePlaces places)
    {
        ArgumentNullException.ThrowIfNull(places);
        string place = places.NameOf(places.Sites.SiteOf(activity.Kind, activity.Tile));
        string unit = TraceTracks.NameOf(TraceTracks.Of(activity.Kind));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{activity.Start.Value / 1000m,13:0.000} {activity.Duration.Value / 1000m,8:0.000} {place,-10} {unit,-13} {activity.Kind,-13} {TrackTime.NameOf(activity.Cause),-15} {activity.Items,5} {Number(activity.Instruction),5} {Number(activity.Column),4} {Number(activity.Sample),4} {Number(activity.Input),4}  {places.LayerOf(in activity)}").TrimEnd();
    }

    /// <summary>The activity's fields, in the order of <see cref="Fields"/>; a hop's tile is its router.</summary>
    public static object[] Values(in Activity activity, TracePlaces places)
    {
        ArgumentNullException.ThrowIfNull(places);
        return
        [
            activity.Start.Value / 1000m, activity.Duration.Value / 1000m, activity.Tile, TraceTracks.NameOf(TraceTracks.Of(activity.Kind)),
            activity.Kind.ToString(), TrackTime.NameOf(activity.Cause), activity.Items, activity.Quanta, activity.Drive, places.LayerOf(in activity),
            activity.Instruction, activity.Column, activity.Sample, activity.Input,
        ];
    }

    private static string Number(int value) => value < 0 ? "-" : value.ToString(CultureInfo.InvariantCulture);
}
