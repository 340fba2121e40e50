using SpinArch.Components;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Busy time of every unit at every place over time.</summary>
public sealed class UtilizationTrace : IActivitySink
{
    private const int ProfileBins = 1024;
    private const int RouterOutputs = 6;
    private const long CellLimit = 20_000_000;

    private readonly SiteMap sites;
    private readonly int[] unitOfKind;
    private readonly bool isProfile;

    private UtilizationTrace(SiteMap sites, Timeline<long> timeline, bool isProfile)
    {
        this.isProfile = isProfile;
        this.sites = sites;
        Timeline = timeline;
        unitOfKind = [.. ComponentCatalog.Activities.Select(kind => !isProfile || !kind.Unit.IsFollower ? kind.Unit.Number : -1)];
    }

    /// <summary>The bins: row = site * units + unit, amounts in busy picoseconds.</summary>
    public Timeline<long> Timeline { get; }

    /// <summary>Busy time in bins of a width that the user chose.</summary>
    /// <param name="sites">The places of the chip.</param>
    /// <param name="binWidth">Width of a bin.</param>
    public static UtilizationTrace ByUnit(SiteMap sites, Picoseconds binWidth) =>
        new(sites, Timeline<long>.Fixed(sites.Count * ComponentCatalog.Units.Length, binWidth, CellLimit), isProfile: false);

    /// <summary>
    /// Busy time in at most some thousand bins that widen with the run; what phases and the limiting unit are found from. Units
    /// that are busy only because a crossbar reads are left out: they tell nothing that the crossbar does not.
    /// </summary>
    /// <param name="sites">The places of the chip.</param>
    /// <param name="firstWidth">Width of a bin to start with.</param>
    public static UtilizationTrace Profile(SiteMap sites, Picoseconds firstWidth) =>
        new(sites, Timeline<long>.Adaptive(sites.Count * ComponentCatalog.Units.Length, firstWidth, ProfileBins), isProfile: true);

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        int unit = unitOfKind[activity.Kind.Number];
        if (unit < 0)
        {
            return;
        }

        // A router has no unit but its links: in a profile its rows hold one link each, so that a hot one is not averaged away.
        // The port gives and takes at once: likewise, what it takes has the row of a link, of which the port's site has none.
        unit = !isProfile ? unit
            : activity.Kind == NetworkComponent.Hop ? activity.Column
            : activity.Kind == PortComponent.PortReceive ? NetworkComponent.Link.Number : unit;
        int row = (sites.SiteOf(activity.Kind, activity.Tile) * ComponentCatalog.Units.Length) + unit;
        Timeline.AddTime(row, activity.Start, activity.Duration);
    }

    /// <summary>Busy time of a unit at a site (in a profile, of a router's busiest link, of the port's busier direction) over the bins that lie wholly inside a window [ps].</summary>
    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="firstBin">First bin.</param>
    /// <param name="endBin">First bin after the window.</param>
    public long BusyIn(int site, UnitKind unit, int firstBin, int endBin)
    {
        int row = site * ComponentCatalog.Units.Length;
        if (isProfile && site == sites.Port)
        {
            return unit == PortComponent.Port
                ? Math.Max(Busy(row + PortComponent.Port.Number, firstBin, endBin),
                    Busy(row + NetworkComponent.Link.Number, firstBin, endBin))
                : 0;
        }

        return !isProfile || site < sites.FirstRouter ? Busy(row + unit.Number, firstBin, endBin)
            : unit == NetworkComponent.Link ? Enumerable.Range(row, RouterOutputs).Max(link => Busy(link, firstBin, endBin)) : 0;
    }

    /// <summary>How many units of the chip were busy in each bin, on average.</summary>
    public double[] BusyUnits()
    {
        var series = new double[Timeline.BinCount];
        for (int bin = 0; bin < series.Length; bin++)
        {
            // A bin of each of many rows: 64 bits hold one of them.
            Int128 busy = 0;
            for (int row = 0; row < Timeline.RowCount; row++)
            {
                busy += Timeline[row, bin];
            }

            series[bin] = (double)busy / Timeline.BinWidth.Value;
        }

        return series;
    }

    /// <summary>Writes <c>timeNs,tile,unit,busyNs,fraction</c>, one row a bin, place and unit that was busy, by time.</summary>
    /// <param name="path">The file to create or replace.</param>
    public void WriteCsv(string path) => TraceCsv.Write(path, ["timeNs", "tile", "unit", "busyNs", "fraction"], Timeline, sites, (writer, unit, amount) =>
    {
        writer.WriteField(new Picoseconds(amount).Nanoseconds, default);
        writer.WriteField((double)amount / Timeline.BinWidth.Value / unit.Instances, default);
    });

    private long Busy(int row, int firstBin, int endBin)
    {
        long sum = 0;
        for (int bin = firstBin; bin < endBin; bin++)
        {
            sum = checked(sum + Timeline[row, bin]);
        }

        return sum;
    }
}
