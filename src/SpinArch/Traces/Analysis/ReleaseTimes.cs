using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// When what an activity does lets another one start: the rules of <c>docs/timing-model.md</c>, section 1, as times from a start, for
/// any architecture that runs the same program.
/// </summary>
internal sealed class ReleaseTimes(ArchitectureSpec spec)
{
    private readonly TileTiming timing = new(spec);

    /// <summary>When an activity was decided: an instruction when it is issued, after its fetch; anything else when it starts.</summary>
    public static Picoseconds Decided(in Activity activity) =>
        activity.Kind == ActivityKind.Fetch ? activity.Start + activity.Duration : activity.Start;

    /// <summary>When an activity that is held back by nothing else can be decided: digital units wait for a clock edge.</summary>
    public Picoseconds Earliest(ActivityKind kind, Picoseconds released) => kind switch
    {
        ActivityKind.Fill or ActivityKind.SigmaRead or ActivityKind.MeanRead or ActivityKind.Convert or ActivityKind.Write or ActivityKind.Hop or ActivityKind.PortReceive => released,
        _ => timing.OnEdge(released),
    };

    /// <summary>When an activity that was decided at some time releases others.</summary>
    /// <param name="activity">The activity; its own times are not looked at.</param>
    /// <param name="release">What of it.</param>
    /// <param name="hops">Links that a credit goes back over.</param>
    /// <param name="at">When it was decided.</param>
    public Picoseconds After(in Activity activity, Release release, int hops, Picoseconds at) => release switch
    {
        Release.Begun => at,
        Release.Arrived => activity.Column >= Router.Tile ? timing.OnEdge(at + timing.Hop) : at + timing.Hop,
        Release.Credited => timing.OnEdge(Used(in activity, at) + (timing.Hop * hops)),
        Release.Freed => activity.Kind switch
        {
            ActivityKind.Fetch => at + timing.Clock,
            ActivityKind.Fill => at + (timing.SamplerBatch * timing.Lanes.Passes(activity.Items)),
            ActivityKind.Convert => at + (timing.AdcInterval * Rounds(in activity)),
            ActivityKind.Hop => at + timing.Flit,
            _ => Done(in activity, at),
        },
        Release.Done => Done(in activity, at),
    };

    /// <summary>No activity releases another later than this after it was decided.</summary>
    /// <param name="rows">Rows of the largest block.</param>
    /// <param name="hops">Links of the longest route.</param>
    public Picoseconds Horizon(int rows, int hops) =>
        (timing.SamplerBatch * timing.Lanes.Passes(rows)) + timing.Normalise + (timing.Clock * (timing.ScalerWidth.Passes(rows) + rows + 4))
        + timing.ColumnRead + (timing.RowWrite * rows) + (timing.AdcInterval * 2) + timing.AdcLatency + (timing.Hop * (hops + 1)) + timing.Flit;

    // A vector operation uses its words up when it is done, an input vector is taken out of the buffers when it begins.
    private Picoseconds Used(in Activity activity, Picoseconds at) =>
        activity.Kind is ActivityKind.ReceiveVector or ActivityKind.PortReceive ? at : Done(in activity, at);

    private Picoseconds Done(in Activity activity, Picoseconds at) => activity.Kind switch
    {
        ActivityKind.Fill => timing.OnEdge(at + (timing.SamplerBatch * timing.Lanes.Passes(activity.Items)) + timing.Normalise),
        ActivityKind.Scale => at + (timing.Clock * timing.ScalerWidth.Passes(activity.Items)),
        ActivityKind.SigmaRead or ActivityKind.MeanRead => at + timing.ColumnRead,
        ActivityKind.Write => at + (timing.RowWrite * activity.Items),
        ActivityKind.Convert => timing.OnEdge(at + (timing.AdcInterval * (Rounds(in activity) - 1)) + timing.AdcLatency),
        ActivityKind.Add or ActivityKind.Activate or ActivityKind.Accumulate or ActivityKind.ReceiveVector =>
            at + (timing.Clock * ((activity.Items + timing.VectorWidth - 1) / timing.VectorWidth)),
        ActivityKind.Inject or ActivityKind.PortSend => timing.OnEdge(at + timing.Flit),
        _ => at + activity.Duration,
    };

    private int Rounds(in Activity activity) => (activity.Items + timing.Converters - 1) / timing.Converters;
}
