using SpinArch.Components;
using SpinArch.Components.Arrays;
using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Components.Sampler;
using SpinArch.Components.Scaler;
using SpinArch.Components.Sequencer;
using SpinArch.Components.Vector;
using SpinArch.Components.Writer;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>How long each kind of unit is busy with one input where it is busiest; the largest limits.</summary>
internal static class LimiterEstimate
{
    /// <summary>Fills busy times and places by kind of unit.</summary>
    /// <param name="layout">The chip.</param>
    /// <param name="latency">The layers' times.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Samples an input.</param>
    /// <param name="busy">Busy time an input [ps], by <see cref="UnitKind"/>.</param>
    /// <param name="layers">Layer of the busiest, -1 for port and links.</param>
    /// <returns>The kind with the largest.</returns>
    public static UnitKind Of(DesignLayout layout, LatencyModel latency, ArchitectureSpec spec, int samples, Span<double> busy, Span<int> layers)
    {
        int rounds = layout.Rounds(samples);
        busy.Clear();
        layers.Fill(-1);
        for (int layer = 0; layer < layout.Layers.Length; layer++)
        {
            ref readonly StageTimes first = ref latency.WithMean[layer];
            ref readonly StageTimes later = ref latency.WithoutMean[layer];
            int own = layout.Layers[layer].Samples(samples);
            double columns = (double)first.Columns * own;
            double mean = layout.Layers[layer].MuReuse ? 1.0 / own : 1;
            foreach (ComponentKind kind in ComponentCatalog.Of(spec))
            {
                if (kind.PreludeActivity is { } prelude)
                {
                    Note(prelude.Unit, (double)first.Prelude * own, busy, layers, layer);
                }
            }

            Note(SamplerComponent.Trng, first.Fill * columns, busy, layers, layer);
            Note(ScalerComponent.Scaler, first.Scale * columns, busy, layers, layer);
            Note(CrossbarComponent.ReadBy(spec), first.Read * columns, busy, layers, layer);
            Note(CrossbarComponent.MeanCrossbar, first.Read * columns * mean, busy, layers, layer);
            Note(ArrayComponent.Array, (double)first.Array * own, busy, layers, layer);
            Note(ConverterComponent.Adc, (double)first.Converting * own, busy, layers, layer);
            Note(WriterComponent.Writer, later.Writing, busy, layers, layer);
            Note(CrossbarComponent.Pair, later.OnePair, busy, layers, layer);
            Note(ConverterComponent.Adc, columns * ((first.Convert * mean) + (later.Convert * (1 - mean))), busy, layers, layer);
            Note(VectorComponent.Vector, first.Vector * columns, busy, layers, layer);
            Note(SequencerComponent.Sequencer, first.Fetch * columns, busy, layers, layer);
        }

        double flit = spec.Link.Flit.Value;
        double link = 0;
        for (int index = 0; index < layout.Hottest.Length; index++)
        {
            link = Math.Max(link, ((double)rounds * layout.Hottest[index].Sample) + layout.Hottest[index].Input);
        }

        Note(NetworkComponent.Link, link * flit, busy, layers, -1);
        Note(PortComponent.Port, Math.Max(layout.PortFlits, layout.ResultFlits) * flit, busy, layers, -1);
        int limiter = 0;
        for (int unit = 1; unit < busy.Length; unit++)
        {
            limiter = busy[unit] > busy[limiter] ? unit : limiter;
        }

        return ComponentCatalog.Units[limiter];
    }

    /// <summary>The first tile of a layer, the router of the busiest link, or -1 for the port.</summary>
    public static int TileOf(DesignLayout layout, UnitKind unit, int layer)
    {
        if (layer >= 0)
        {
            int tile = 0;
            while (layout.Groups[layout.GroupOfTile[tile]].Layer != layer)
            {
                tile++;
            }

            return tile;
        }

        return unit == NetworkComponent.Link ? layout.HottestRouter : -1;
    }

    private static void Note(UnitKind unit, double time, Span<double> busy, Span<int> layers, int layer)
    {
        if (time > busy[unit.Number])
        {
            busy[unit.Number] = time;
            layers[unit.Number] = layer;
        }
    }
}
