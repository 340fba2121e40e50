using System.Collections.Immutable;
using SpinArch.Energy;

namespace SpinArch.Traces.Recording;

/// <summary>
/// The rows of a trace: one for each thing that can do one thing at a time. They are the units of the reports, except that the vector
/// unit's reading of received words, and the two directions of the port, each have a row, because they overlap with others.
/// </summary>
public static class TraceTracks
{
    private static readonly ImmutableArray<string> Names =
    [
        .. Enum.GetValues<UnitKind>().Select(UnitNames.NameOf), "vectorReceive", "portIn", "portOut",
    ];

    /// <summary>How many there are at a site.</summary>
    public static int Count => Names.Length;

    /// <summary>The track that an activity occupies.</summary>
    public static int Of(ActivityKind kind) => kind switch
    {
        ActivityKind.ReceiveWord => UnitNames.Count,
        ActivityKind.PortSend => UnitNames.Count + 1,
        ActivityKind.PortReceive => UnitNames.Count + 2,
        _ => (int)UnitNames.OccupiedBy(kind),
    };

    /// <summary>The name of a track.</summary>
    public static string NameOf(int track) => Names[track];

    /// <summary>The track of a name; -1 where there is none.</summary>
    public static int Find(string name) => Names.IndexOf(name);

    /// <summary>Every name that an activity can have.</summary>
    public static IEnumerable<string> Used { get; } =
        [.. Enum.GetValues<ActivityKind>().Select(kind => NameOf(Of(kind))).Distinct(StringComparer.Ordinal)];

    /// <summary>How many activities a track can hold at once: a router has five outputs.</summary>
    public static int Slots(int track) => track < UnitNames.Count ? UnitNames.Instances((UnitKind)track) : 1;
}
