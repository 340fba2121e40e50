using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>Gives every activity a slot of its track in which nothing else happens: the first that is free.</summary>
internal sealed class SlotAssigner(TracePlaces places)
{
    private readonly List<long>[] ends = new List<long>[places.Sites.Count * TraceTracks.Count];

    /// <summary>The slot, from 0; one-at-a-time tracks have only slot 0.</summary>
    public int Assign(in Activity activity)
    {
        List<long> slots = ends[TrackIndex(in activity)] ??= [];
        int slot = 0;
        while (slot < slots.Count && slots[slot] > activity.Start.Value)
        {
            slot++;
        }

        long end = activity.Start.Value + activity.Duration.Value;
        if (slot == slots.Count)
        {
            slots.Add(end);
        }
        else
        {
            slots[slot] = end;
        }

        return slot;
    }

    /// <summary>Site times tracks plus track.</summary>
    public int TrackIndex(in Activity activity) =>
        (places.Sites.SiteOf(activity.Kind, activity.Tile) * TraceTracks.Count) + TraceTracks.Of(activity.Kind);
}
