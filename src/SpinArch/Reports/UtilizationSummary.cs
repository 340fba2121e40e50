using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Network;
using SpinArch.Components.Sequencer;
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
    /// The unit with the most work in the run (of a router, its busiest link). What is busy for as long as a crossbar reads because the
    /// crossbar reads (DACs, neuron, hold) is no candidate. That it is busiest says not that it limits: only the critical cycle does.
    /// </summary>
    /// <param name="profile">Busy time of the units.</param>
    /// <param name="sites">The places.</param>
    /// <param name="program">What ran: it says which tiles write their blocks onto one pair.</param>
    public static (UnitKind Unit, int Tile)? Busiest(UtilizationTrace profile, SiteMap sites, Program program)
    {
        int bins = profile.Timeline.BinCount;
        (long Busy, UnitKind? Unit, int Site) most = default;
        for (int site = 0; site < sites.Count; site++)
        {
            for (int unit = 0; unit < ComponentCatalog.Units.Length; unit++)
            {
                bool isCandidate = !ComponentCatalog.Units[unit].IsFollower
                    && (ComponentCatalog.Units[unit] != CrossbarComponent.Pair
                        || (site < sites.Tiles && IsReadAndWritten(program.Tiles[site])));
                long busy = isCandidate ? BusyIn(profile, site, ComponentCatalog.Units[unit], 0, bins) : 0;
                most = busy > most.Busy ? (busy, ComponentCatalog.Units[unit], site) : most;
            }
        }

        return most.Unit is null ? null : (most.Unit, sites.NumberOf(most.Site));
    }

    /// <summary>Busy share of a unit of the run and of its steady phase.</summary>
    /// <param name="profile">Busy time of the units.</param>
    /// <param name="sites">The places.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="tile">Its tile, router, or -1.</param>
    /// <param name="steady">The steady phase.</param>
    /// <param name="end">End of the run.</param>
    public static (double Run, double Steady) BusyOf(UtilizationTrace profile, SiteMap sites, UnitKind unit, int tile, Phase steady,
        Picoseconds end)
    {
        int site = sites.SiteOf(unit == NetworkComponent.Link ? NetworkComponent.Hop : SequencerComponent.Fetch, tile);

        // Arrivals are seen at clock edges: two flits a flit time apart on the link may seem to overlap by less than a clock.
        long busy = BusyIn(profile, site, unit, 0, profile.Timeline.BinCount);
        return (end.Value == 0 ? 0 : Math.Min(1, (double)busy / end.Value), InSteady(profile, site, unit, steady));
    }

    // A read and a write of the same pair exclude each other; those of several pairs do not, and which pair is busiest is not told apart.
    private static bool IsReadAndWritten(TileProgram tile) => tile.Blocks.Length > 1 && tile.Blocks.All(block => block.Pair == 0);

    // Every read is one of the sigma crossbar, where there is one, and of no other length on the mean crossbar.
    private static long BusyIn(UtilizationTrace profile, int site, UnitKind unit, int first, int end) => unit == CrossbarComponent.Pair
        ? checked(Math.Max(
                profile.BusyIn(site, CrossbarComponent.SigmaCrossbar, first, end),
                    profile.BusyIn(site, CrossbarComponent.MeanCrossbar, first, end))
            + profile.BusyIn(site, WriterComponent.Writer, first, end))
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
