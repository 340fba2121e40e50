using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Cycles;

/// <summary>The delays of a period graph under an architecture [ps].</summary>
internal sealed class DelayTimes(ArchitectureSpec spec, TilePlan plan, Picoseconds arrivalInterval)
{
    /// <summary>Steps and stores.</summary>
    public TilePlan Plan { get; } = plan;

    /// <summary>The architecture.</summary>
    public ArchitectureSpec Spec => spec;

    /// <summary>Between arrivals.</summary>
    public Picoseconds ArrivalInterval => arrivalInterval;

    /// <summary>The clock.</summary>
    public long Clock { get; } = spec.Clock.Period.Value;

    /// <summary>Whether every delay is a whole number of clocks, so that nothing waits for an edge.</summary>
    public bool IsWhole { get; } = new Hardware.TileTiming(spec).Delays.All(delay => delay.Value % spec.Clock.Period.Value == 0);

    /// <summary>How many may be in a place before who holds it has to be waited for; 0 where no place is meant.</summary>
    /// <param name="hold">Which kind of place.</param>
    /// <param name="store">Number of the store, of a bank.</param>
    public int DepthOf(Hold hold, int store) => hold switch
    {
        Hold.Queue => spec.Sequencer.QueueDepth,
        Hold.Bank => Plan.Stores[store].Banks(spec),
        Hold.Credit => spec.Link.ReceiveFlits,
        Hold.Slot => spec.Link.BufferFlits,
        Hold.Issue or Hold.Fetch or Hold.Unit or Hold.Source or Hold.Content or Hold.Message or Hold.Link or Hold.Head or Hold.Batch or Hold.Arrival => 0,
    };

    /// <summary>A delay.</summary>
    /// <param name="delay">Which.</param>
    /// <param name="from">The operation that it is a time of.</param>
    public long Of(Delay delay, in PeriodNode from) => delay.Kind switch
    {
        DelayKind.None => 0,
        DelayKind.Occupancy => Occupancy(in from),
        DelayKind.Result => Plan.Steps[from.Step].Latency.Of(from.Work).Value,
        DelayKind.Clocks => delay.Count * Clock,
        DelayKind.SenderFlit => Plan.OnEdge(spec.Link.Flit).Value,
        DelayKind.LinkFlits => delay.Count * spec.Link.Flit.Value,
        DelayKind.Hops => delay.Count * spec.Link.Hop.Value,
        DelayKind.Arrival => arrivalInterval.Value,
    };

    private long Occupancy(in PeriodNode from)
    {
        Step step = Plan.Steps[from.Step];
        Picoseconds occupancy = step.Occupancy.Of(from.Work);
        return (step.Unit.Clocking == Clocking.Edge ? Plan.OnEdge(occupancy) : occupancy).Value;
    }
}
