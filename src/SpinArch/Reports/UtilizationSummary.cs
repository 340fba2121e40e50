using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Writer;
using SpinArch.Energy;
using SpinArch.Isa;
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
        var busy = new Int128[ComponentCatalog.Units.Length];
        for (int site = 0; site < sites.Count; site++)
        {
            Array.Clear(busy);
            foreach (ActivityKind kind in ComponentCatalog.Activities)
            {
                busy[kind.Unit.Number] += ledger.At(kind, site).BusyPicoseconds;
            }

            for (int unit = 0; unit < busy.Length; unit++)
            {
                if (busy[unit] > 0)
                {
                    rows.Add(new UtilizationReport
                    {
                        Layer = site < sites.Tiles ? layers[site] : "",
                        Tile = sites.NumberOf(site),
                        Unit = ComponentCatalog.Units[unit].Name,
                        BusyNs = (double)busy[unit] / 1000,
                        Fraction = Fraction(busy[unit], ComponentCatalog.Units[unit], end.Value),
                    });
                }
            }
        }

        return rows.ToImmutable();
    }

    /// <summary>
    /// The unit with the most work in the run (of a router, its busiest link), and the next one of another kind. Every unit of a pipeline passes the same
    /// samples, so the one with the most work a sample bounds the throughput, however far another has run ahead in the meantime: the bottleneck law of
    /// operational analysis (Denning and Buzen, ACM Computing Surveys 10(3), 1978). What is busy for as long as a crossbar reads because the crossbar
    /// reads (DACs, neuron, hold) is no candidate: it would never be the cause.
    /// </summary>
    /// <param name="profile">Busy time of the units.</param>
    /// <param name="sites">The places.</param>
    /// <param name="program">What ran: it says which tiles write their blocks onto one pair.</param>
    /// <param name="layers">Layer of each tile.</param>
    /// <param name="steady">The steady phase.</param>
    /// <param name="end">End of the run.</param>
    public static LimiterReport? Limiter(UtilizationTrace profile, SiteMap sites, Program program, ImmutableArray<string> layers, Phase steady, Picoseconds end)
    {
        int bins = profile.Timeline.BinCount;
        var busiest = new (long Busy, int Site)[ComponentCatalog.Units.Length];
        for (int site = 0; site < sites.Count; site++)
        {
            for (int unit = 0; unit < ComponentCatalog.Units.Length; unit++)
            {
                long busy = ComponentCatalog.Units[unit].IsFollower ? 0
                    : unit == CrossbarComponent.Pair.Number ? site < sites.Tiles && IsReadAndWritten(program.Tiles[site]) ? BusyIn(profile, site, CrossbarComponent.Pair, 0, bins) : 0
                    : profile.BusyIn(site, ComponentCatalog.Units[unit], 0, bins);
                if (busy > busiest[unit].Busy)
                {
                    busiest[unit] = (busy, site);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, ComponentCatalog.Units.Length).Where(unit => busiest[unit].Busy > 0).OrderByDescending(unit => busiest[unit].Busy)];
        if (order.Length == 0)
        {
            return null;
        }

        int limiter = order[0];
        int next = order.Skip(1).FirstOrDefault(unit => !ComponentCatalog.Units[limiter].SharesTimeWith(ComponentCatalog.Units[unit]), -1);
        (long most, int at) = busiest[limiter];
        return new LimiterReport
        {
            Layer = at < sites.Tiles ? layers[at] : "",
            Tile = sites.NumberOf(at),
            Unit = ComponentCatalog.Units[limiter].Name,
            Fraction = Share(most),
            SteadyFraction = InSteady(profile, at, ComponentCatalog.Units[limiter], steady),
            RunnerUp = next < 0 ? null : ComponentCatalog.Units[next].Name,
            RunnerUpFraction = next < 0 ? null : Share(busiest[next].Busy),
            Margin = next < 0 ? null : (double)most / busiest[next].Busy,
        };

        // Arrivals are seen at clock edges: two flits a flit time apart on the link may seem to overlap by less than a clock.
        double Share(long busy) => end.Value == 0 ? 0 : Math.Min(1, (double)busy / end.Value);
    }

    // A read and a write of the same pair exclude each other; those of several pairs do not, and which pair is busiest is not told apart.
    private static bool IsReadAndWritten(TileProgram tile) => tile.Blocks.Length > 1 && tile.Blocks.All(block => block.Pair == 0);

    private static long BusyIn(UtilizationTrace profile, int site, UnitKind unit, int first, int end) => unit == CrossbarComponent.Pair
        ? checked(profile.BusyIn(site, CrossbarComponent.SigmaCrossbar, first, end) + profile.BusyIn(site, WriterComponent.Writer, first, end))
        : profile.BusyIn(site, unit, first, end);

    private static double InSteady(UtilizationTrace profile, int site, UnitKind unit, Phase steady)
    {
        long width = profile.Timeline.BinWidth.Value;
        int first = (int)(checked(steady.Start.Value + width - 1) / width);
        int end = (int)(steady.End.Value / width);
        if (end <= first)
        {
            (first, end) = (0, profile.Timeline.BinCount);
        }

        return Math.Min(1, (double)BusyIn(profile, site, unit, first, end) / ((end - first) * width));
    }

    private static double Fraction(Int128 busy, UnitKind unit, long time) =>
        time == 0 ? 0 : (double)busy / time / unit.Instances;
}
