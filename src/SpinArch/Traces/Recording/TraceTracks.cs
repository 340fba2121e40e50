using System.Collections.Immutable;
using SpinArch.Components;

namespace SpinArch.Traces.Recording;

/// <summary>
/// The rows of a trace: one for each thing that can do one thing at a time. They are the units of the reports, and a row of its own for
/// each kind of activity that overlaps with others of its unit: the vector unit's reading of received words, and the two directions of the
/// port.
/// </summary>
public static class TraceTracks
{
    private static readonly ImmutableArray<string> _names =
        [.. ComponentCatalog.Units.Select(unit => unit.Name), .. ComponentCatalog.Activities.Select(kind => kind.Track).OfType<string>()];

    private static readonly ImmutableArray<int> _ofKind =
        [.. ComponentCatalog.Activities.Select(kind => kind.Track is { } own ? _names.IndexOf(own) : kind.Unit.Number)];

    /// <summary>How many there are at a site.</summary>
    public static int Count => _names.Length;

    /// <summary>Every name that an activity can have.</summary>
    public static IEnumerable<string> Used { get; } =
        [.. ComponentCatalog.Activities.Select(kind => NameOf(Of(kind))).Distinct(StringComparer.Ordinal)];

    /// <summary>The track that an activity occupies.</summary>
    public static int Of(ActivityKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return _ofKind[kind.Number];
    }

    /// <summary>The name of a track.</summary>
    public static string NameOf(int track) => _names[track];

    /// <summary>The track of a name; -1 where there is none.</summary>
    public static int Find(string name) => _names.IndexOf(name);

    /// <summary>How many activities a track can hold at once: a router has five outputs.</summary>
    public static int Slots(int track) => track < ComponentCatalog.Units.Length ? ComponentCatalog.Units[track].Instances : 1;
}
