using SpinArch.Components;
using SpinArch.Components.Sequencer;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>Every activity lasts as long as the architecture says (<c>docs/timing-model.md</c>, section 1).</summary>
internal sealed class DurationCheck(TracePlaces places, ArchitectureSpec spec) : TraceCheck(places)
{
    private readonly TilePlan plan = ComponentCatalog.PlanOf(spec);

    /// <inheritdoc/>
    public override string Name => "every activity lasts as long as the architecture says";

    /// <inheritdoc/>
    protected override void Check(in Activity activity)
    {
        Picoseconds? expected = activity.Kind == SequencerComponent.Fetch ? spec.Clock.Period
            : activity.Kind.Place != Place.Tile ? spec.Link.Flit
            : plan.TryOccupancy(activity.Kind, activity.Items, out Picoseconds occupancy) ? occupancy : null;
        if (expected is { } duration && duration != activity.Duration)
        {
            Report(in activity, $"it lasts {activity.Duration}, the architecture says {duration}");
        }
    }
}
