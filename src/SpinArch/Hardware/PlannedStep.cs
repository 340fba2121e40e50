using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>A step, resolved for one tile.</summary>
internal sealed class PlannedStep
{
    public PlannedStep(Step step, TilePlan plan, TileStores stores, int blocks)
    {
        Step = step;
        Occupancy = step.Occupancy;
        Latency = step.Latency;
        IsResultOnEdge = plan.IsResultOnEdge(step);
        IsFreedOnEdge = step.Unit.Clocking == Clocking.Edge;
        Accesses = [.. step.Accesses.Select(access => new PlannedAccess(access, stores, blocks))];
        PartAccesses = [.. Accesses.Where(access => access.IsPerPart)];
        Activities = [.. step.Activities];
        LastPart = step.Parts switch
        {
            Parts.One => 0,
            Parts.Slices => plan.Slices - 1,
            Parts.Drives => plan.Drives - 1,
            Parts.Flits or Parts.Batches => int.MaxValue,
        };
    }

    public Step Step { get; }

    public Formula Occupancy { get; }

    public Formula Latency { get; }

    public bool IsResultOnEdge { get; }

    public bool IsFreedOnEdge { get; }

    /// <summary>Accesses of an operation's first part.</summary>
    public PlannedAccess[] Accesses { get; }

    /// <summary>Accesses of every further part.</summary>
    public PlannedAccess[] PartAccesses { get; }

    public StepActivity[] Activities { get; }

    /// <summary>Number of the last part, from 0; none where the unit says which is the last.</summary>
    public int LastPart { get; }
}
