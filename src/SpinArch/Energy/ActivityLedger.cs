using SpinArch.Components;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Adds up activities by place and kind. It knows no cost: energies are computed from its whole numbers afterwards, so one
/// simulation can be costed with any technology. Nothing is allocated per activity.
/// </summary>
public sealed class ActivityLedger : IActivitySink
{
    private readonly Cell[] cells;

    /// <summary>An empty ledger.</summary>
    /// <param name="sites">The places of the chip.</param>
    public ActivityLedger(SiteMap sites)
    {
        Sites = sites;
        cells = new Cell[checked(sites.Count * Kinds)];
    }

    /// <summary>How many kinds of activity there are.</summary>
    public static int Kinds { get; } = ComponentCatalog.Activities.Length;

    /// <summary>The places of the chip.</summary>
    public SiteMap Sites { get; }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        ref Cell cell = ref cells[(Sites.SiteOf(activity.Kind, activity.Tile) * Kinds) + activity.Kind.Number];
        cell.Count++;
        cell.Items = checked(cell.Items + activity.Items);
        cell.Busy += activity.Duration.Value;
        if (activity.Drive != 0 || activity.Quanta != 0)
        {
            cell.Quanta += activity.Quanta;
            cell.Drive += activity.Drive;
        }
    }

    /// <summary>Adds sums that are known without a simulation.</summary>
    internal void Add(ActivityKind kind, int site, in ActivityTotals totals)
    {
        ref Cell cell = ref cells[(site * Kinds) + kind.Number];
        cell.Count = checked(cell.Count + totals.Count);
        cell.Items = checked(cell.Items + totals.Items);
        cell.Busy += totals.BusyPicoseconds;
        cell.Quanta += totals.Quanta;
        cell.Drive += totals.Drive;
    }

    /// <summary>The sums of one kind of activity at one site.</summary>
    /// <param name="kind">A kind of activity.</param>
    /// <param name="site">A site of <see cref="Sites"/>.</param>
    public ActivityTotals At(ActivityKind kind, int site)
    {
        ref readonly Cell cell = ref cells[(site * Kinds) + kind.Number];
        return new ActivityTotals(cell.Count, cell.Items, cell.Busy, cell.Quanta, cell.Drive);
    }

    /// <summary>The sums of one kind of activity over the whole chip.</summary>
    /// <param name="kind">A kind of activity.</param>
    public ActivityTotals Of(ActivityKind kind)
    {
        ActivityTotals sum = default;
        for (int site = 0; site < Sites.Count; site++)
        {
            sum += At(kind, site);
        }

        return sum;
    }

    // 128 bits where 64 do not hold any run: sums of 2^63 terms of 63 bits. A run counts no 2^63 activities; their items are checked.
    private struct Cell
    {
        public long Count;
        public long Items;
        public Int128 Busy;
        public Int128 Quanta;
        public Int128 Drive;
    }
}
