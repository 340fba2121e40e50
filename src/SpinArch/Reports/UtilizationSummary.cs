using System.Collections.Immutable;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Reports;

/// <summary>Busy fractions, and the unit that limits throughput.</summary>
internal static class UtilizationSummary
{
    /// <summary>Busy time of every unit over a run.</summary>
    public static ImmutableArray<UtilizationReport> Of(ActivityLedger ledger, ImmutableArray<string> layers, Picoseconds end)
    {
        SiteMap sites = ledger.Sites;
        var rows = ImmutableArray.CreateBuilder<UtilizationReport>();
        var busy = new long[UnitNames.Count];
        for (int site = 0; site < sites.Count; site++)
        {
            Array.Clear(busy);
            foreach (ActivityKind kind in Enum.GetValues<ActivityKind>())
            {
                busy[(int)UnitNames.OccupiedBy(kind)] += ledger.At(kind, site).BusyPicoseconds;
            }

            for (int unit = 0; unit < busy.Length; unit++)
            {
                if (busy[unit] > 0)
                {
                    rows.Add(new UtilizationReport
                    {
                        Layer = site < sites.Tiles ? layers[site] : "",
                        Tile = sites.NumberOf(site),
                        Unit = UnitNames.NameOf((UnitKind)unit),
                        BusyNs = new Picoseconds(busy[unit]).Nanoseconds,
                        Fraction = Fraction(busy[unit], (UnitKind)unit, end.Value),
                    });
                }
            }
        }

        return rows.ToImmutable();
    }

    /// <summary>
    /// The unit with the highest busy fraction in the steady part (of a router, its busiest link), and the next one of another kind. What is busy for as long as
    /// a crossbar reads because the crossbar reads (DACs, neuron, hold) is no candidate: it would never be the cause.
    /// </summary>
    public static LimiterReport? Limiter(UtilizationTrace profile, SiteMap sites, ImmutableArray<string> layers, Phase steady)
    {
        long width = profile.Timeline.BinWidth.Value;
        int first = (int)((steady.Start.Value + width - 1) / width);
        int end = (int)(steady.End.Value / width);
        if (end <= first)
        {
            (first, end) = (0, profile.Timeline.BinCount);
        }

        var busiest = new (double Fraction, int Site)[UnitNames.Count];
        for (int site = 0; site < sites.Count; site++)
        {
            for (int unit = 0; unit < UnitNames.Count; unit++)
            {
                // Arrivals are seen at clock edges: two flits a flit time apart on the link may seem to overlap by less than a clock.
                double fraction = Math.Min(1, (double)profile.BusyIn(site, (UnitKind)unit, first, end) / ((end - first) * width));
                if (!UnitNames.FollowsCrossbar((UnitKind)unit) && fraction > busiest[unit].Fraction)
                {
                    busiest[unit] = (fraction, site);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, UnitNames.Count).Where(unit => busiest[unit].Fraction > 0).OrderByDescending(unit => busiest[unit].Fraction)];
        if (order.Length == 0)
        {
            return null;
        }

        // The two crossbars of a pair are read together: one is not the other's runner-up.
        int limiter = order[0];
        int next = order.Skip(1).FirstOrDefault(unit => !(IsCrossbar(limiter) && IsCrossbar(unit)), -1);
        (double top, int at) = busiest[limiter];
        return new LimiterReport
        {
            Layer = at < sites.Tiles ? layers[at] : "",
            Tile = sites.NumberOf(at),
            Unit = UnitNames.NameOf((UnitKind)limiter),
            Fraction = top,
            RunnerUp = next < 0 ? null : UnitNames.NameOf((UnitKind)next),
            RunnerUpFraction = next < 0 ? null : busiest[next].Fraction,
            Margin = next < 0 ? null : top / busiest[next].Fraction,
        };
    }

    private static bool IsCrossbar(int unit) => (UnitKind)unit is UnitKind.MeanCrossbar or UnitKind.SigmaCrossbar;

    private static double Fraction(long busy, UnitKind unit, long time) =>
        time == 0 ? 0 : (double)busy / time / UnitNames.Instances(unit);
}
