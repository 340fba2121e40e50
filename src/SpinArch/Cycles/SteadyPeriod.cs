using SpinArch.Specs;

namespace SpinArch.Cycles;

/// <summary>What a steady period of a program takes, and why.</summary>
internal sealed class SteadyPeriod
{
    private readonly MaximumCycleRatio _search;

    private SteadyPeriod(PeriodGraph graph, CriticalCycle cycle, CycleTime time, bool isExact, MaximumCycleRatio search)
    {
        (Graph, Cycle, Time, IsExact) = (graph, cycle, time, isExact);
        _search = search;
    }

    /// <summary>The graph.</summary>
    public PeriodGraph Graph { get; }

    /// <summary>Its critical cycle, without the waits for clock edges.</summary>
    public CriticalCycle Cycle { get; }

    /// <summary>What a period takes, with them.</summary>
    public CycleTime Time { get; }

    /// <summary>
    /// Whether the graph's time is known exactly: where waits for clock edges do not come round soon enough it is a mean.
    /// </summary>
    public bool IsExact { get; }

    /// <summary>Whether no order is left open, so that the chip can have no other period.</summary>
    public bool IsDetermined => IsExact && !Graph.HasSharedLinks;

    /// <summary>Between samples, or inputs [ns].</summary>
    public double IntervalNs => Time.NanosecondsOf(Graph.Items);

    /// <summary>Solves a graph; null where it has no period.</summary>
    public static SteadyPeriod? Of(PeriodGraph? graph) => graph is null ? null : Solve(graph, null);

    /// <summary>The period of the same program on an architecture with other times, widths and depths; null where it has none.</summary>
    public SteadyPeriod? Under(ArchitectureSpec changed) => Graph.Under(changed) is { } graph ? Solve(graph, _search) : null;

    private static SteadyPeriod? Solve(PeriodGraph graph, MaximumCycleRatio? before)
    {
        if (MaximumCycleRatio.Find(graph, out MaximumCycleRatio search, before) is not { } cycle)
        {
            return null;
        }

        bool isExact = true;
        CycleTime time = graph.Times.IsWhole ? cycle.Time : RoundedPeriod.Follow(graph, cycle, search.Potentials, out isExact)
            ?? cycle.Time;
        return new SteadyPeriod(graph, cycle, time, isExact, search);
    }
}
