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
        unitOfKind = [.. Enum.GetValues<ActivityKind>().Select(kind => !isProfile || !UnitNames.FollowsCrossbar(UnitNames.OccupiedBy(kind)) ? (int)UnitNames.OccupiedBy(kind) : -1)];
    }

    /// <summary>The bins: row = site * units + unit, amounts in busy picoseconds.</summary>
    public Timeline<long> Timeline { get; }

    /// <summary>Busy time in bins of a width that the user chose.</summary>
    /// <param name="sites">The places of the chip.</param>
    /// <param name="binWidth">Width of a bin.</param>
    public static UtilizationTrace ByUnit(SiteMap sites, Picoseconds binWidth) =>
        new(sites, Timeline<long>.Fixed(sites.Count * UnitNames.Count, binWidth, CellLimit), isProfile: false);

    /// <summary>
    /// Busy time in at most some thousand bins that widen with the run; what phases and the limiting unit are found from. Units
    /// that are busy only because a crossbar reads are left out: they tell nothing that the crossbar does not.
    /// </summary>
    /// <param name="sites">The places of the chip.</param>
    /// <param name="firstWidth">Width of a bin to start with.</param>
    public static UtilizationTrace Profile(SiteMap sites, Picoseconds firstWidth) =>
        new(sites, Timeline<long>.Adaptive(sites.Count * UnitNames.Count, firstWidth, ProfileBins), isProfile: true);

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        int unit = unitOfKind[(int)activity.Kind];
        if (unit < 0)
        {
            return;
        }

        // A router has no unit but its links: in a profile its rows hold one link each, so that a hot one is not averaged away.
        // The port gives and takes at once: likewise, what it takes has the row of a link, of which the port's site has none.
        unit = !isProfile ? unit
            : activity.Kind == ActivityKind.Hop ? activity.Column
            : activity.Kind == ActivityKind.PortReceive ? (int)UnitKind.Link : unit;
        int row = (sites.SiteOf(activity.Kind, activity.Tile) * UnitNames.Count) + unit;
        Timeline.AddTime(row, activity.Start, activity.Duration);
    }

    /// <summary>Busy time of a unit at a site (in a profile, of a router's busiest link, of the port's busier direction) over the bins that lie wholly inside a window [ps].</summary>
    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="firstBin">First bin.</param>
    /// <param name="endBin">First bin after the window.</param>
    public long BusyIn(int site, UnitKind unit, int firstBin, int endBin)
    {
        int row = site * UnitNames.Count;
        if (isProfile && site == sites.Port)
        {
            return unit == UnitKind.Port
                ? Math.Max(Busy(row + (int)UnitKind.Port, firstBin, endBin), Busy(row + (int)UnitKind.Link, firstBin, endBin))
                : 0;
        }

        return !isProfile || site < sites.FirstRouter ? Busy(row + (int)unit, firstBin, endBin)
            : unit == UnitKind.Link ? Enumerable.Range(row, RouterOutputs).Max(link => Busy(link, firstBin, endBin)) : 0;
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
        writer.WriteField((double)amount / Timeline.BinWidth.Value / UnitNames.Instances(unit), default);
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
