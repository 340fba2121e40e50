using SpinArch.Components;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Components.Receiver;
using SpinArch.Components.Sequencer;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// When what an activity does lets another one start: the rules of <c>docs/timing-model.md</c>, section 1, as times from a start, for
/// any architecture that runs the same program.
/// </summary>
internal sealed class ReleaseTimes(ArchitectureSpec spec)
{
    private readonly TilePlan plan = ComponentCatalog.PlanOf(spec);

    /// <summary>When an activity was decided: an instruction when it is issued, after its fetch; anything else when it starts.</summary>
    public static Picoseconds Decided(in Activity activity) =>
        activity.Kind == SequencerComponent.Fetch ? activity.Start + activity.Duration : activity.Start;

    /// <summary>When an activity that is held back by nothing else can be decided: digital units wait for a clock edge.</summary>
    public Picoseconds Earliest(ActivityKind kind, Picoseconds released) =>
        plan.ReporterOf(kind) is { } unit ? plan.Earliest(unit, released)
        : (kind == NetworkComponent.Hop || kind == PortComponent.PortReceive) ? released
        : plan.OnEdge(released);

    /// <summary>When an activity that was decided at some time releases others.</summary>
    /// <param name="activity">The activity; its own times are not looked at.</param>
    /// <param name="release">What of it.</param>
    /// <param name="hops">Links that a credit goes back over.</param>
    /// <param name="at">When it was decided.</param>
    public Picoseconds After(in Activity activity, Release release, int hops, Picoseconds at) => release switch
    {
        Release.Begun => at,
        Release.Arrived => activity.Column >= Router.Tile ? plan.OnEdge(at + spec.Link.Hop) : at + spec.Link.Hop,
        Release.Credited => plan.OnEdge(Used(in activity, at) + (spec.Link.Hop * hops)),
        Release.Freed => activity.Kind == SequencerComponent.Fetch ? at + spec.Clock.Period
            : activity.Kind == NetworkComponent.Hop ? at + spec.Link.Flit
            : Ends(in activity, at, isResult: false),
        Release.Done => Ends(in activity, at, isResult: true),
    };

    /// <summary>No activity releases another later than this after it was decided.</summary>
    /// <param name="rows">Rows of the largest block.</param>
    /// <param name="hops">Links of the longest route.</param>
    public Picoseconds Horizon(int rows, int hops)
    {
        // No operation counts more than the rows of a block and a few words.
        Picoseconds sum = (spec.Clock.Period * 4) + (spec.Link.Hop * (hops + 1)) + spec.Link.Flit;
        foreach (Step step in plan.Steps)
        {
            sum += step.Occupancy.Of(rows + 4) + step.Latency.Of(rows + 4);
        }

        return sum;
    }

    // A vector operation uses its words up when it is done, an input vector is taken out of the buffers when it begins.
    private Picoseconds Used(in Activity activity, Picoseconds at) =>
        (activity.Kind == ReceiverComponent.ReceiveVector || activity.Kind == PortComponent.PortReceive) ? at
            : Ends(in activity, at, isResult: true);

    private Picoseconds Ends(in Activity activity, Picoseconds at, bool isResult) => activity.Kind == PortComponent.PortSend
        ? plan.OnEdge(at + spec.Link.Flit)
        : plan.TryEnd(activity.Kind, activity.Items, at, isResult, out Picoseconds end) ? end : at + activity.Duration;
}
