using SpinArch.Components;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Components.Sequencer;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>The ledger that a run would end with, place by place (<see cref="GroupTotals"/>).</summary>
internal static class EstimatedLedger
{
    /// <summary>Makes the ledger.</summary>
    public static ActivityLedger Of(SiteMap sites, ArchitectureSpec spec, DesignLayout layout, int samples, int inputs)
    {
        checked
        {
            var ledger = new ActivityLedger(sites);
            var totals = new ActivityTotals[ActivityLedger.Kinds];
            for (int tile = 0; tile < layout.Tiles; tile++)
            {
                TileGroup group = layout.Groups[layout.GroupOfTile[tile]];
                GroupTotals.Fill(totals, in group, layout, spec, samples, inputs);
                foreach (ActivityKind kind in ComponentCatalog.Activities)
                {
                    ledger.Add(kind, tile, in totals[kind.Number]);
                }

                long loops = (long)layout.ColumnLoops[tile] * (layout.Layers[group.Layer].Samples(samples) - group.Missed) * inputs;
                Add(ledger, SequencerComponent.Fetch, tile, loops, spec.Clock.Period);
            }

            Picoseconds flit = spec.Link.Flit;
            for (int router = 0; router < layout.Routers; router++)
            {
                long hops = 0;
                for (int output = 0; output < FlowLoads.Outputs; output++)
                {
                    LinkLoad load = layout.Links[(router * FlowLoads.Outputs) + output];
                    hops += inputs * ((load.Sample * layout.Rounds(samples)) + load.Input);
                }

                Add(ledger, NetworkComponent.Hop, sites.FirstRouter + router, hops, flit);
            }

            Add(ledger, PortComponent.PortSend, sites.Port, inputs * layout.PortFlits, flit);
            Add(ledger, PortComponent.PortReceive, sites.Port, inputs * layout.ResultFlits, flit);
            return ledger;
        }
    }

    private static void Add(ActivityLedger ledger, ActivityKind kind, int site, long count, Picoseconds each) =>
        ledger.Add(kind, site, new ActivityTotals(count, count, (Int128)each.Value * count, 0, 0));
}
