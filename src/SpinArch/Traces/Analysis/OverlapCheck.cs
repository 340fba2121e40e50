using SpinArch.Components.Port;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// No unit does two things at once, and no router more than its five outputs can. Results at the port are not checked: it takes flits
/// as they come, and two may be rounded up to the same clock edge.
/// </summary>
internal sealed class OverlapCheck(TracePlaces places) : TraceCheck(places)
{
    private static readonly int PortOut = TraceTracks.Of(PortComponent.PortReceive);
    private readonly long[][] ends = new long[places.Sites.Count * TraceTracks.Count][];

    /// <inheritdoc/>
    public override string Name => "no unit does two things at once";

    /// <inheritdoc/>
    protected override void Check(in Activity activity)
    {
        int track = TraceTracks.Of(activity.Kind);
        if (track == PortOut)
        {
            return;
        }

        long[] slots = ends[(Places.Sites.SiteOf(activity.Kind, activity.Tile) * TraceTracks.Count) + track] ??= new long[TraceTracks.Slots(track)];
        int free = 0;
        for (int slot = 1; slot < slots.Length; slot++)
        {
            free = slots[slot] < slots[free] ? slot : free;
        }

        if (slots[free] > activity.Start.Value)
        {
            Report(in activity, FormattableString.Invariant($"the unit is busy until {slots[free] / 1000m:0.###} ns"));
        }

        slots[free] = activity.Start.Value + activity.Duration.Value;
    }
}
