using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// Why an estimate of times is not to be relied on: what the closed form does not know (<c>docs/estimator.md</c>). Energies of actions,
/// counts and areas are exact all the same.
/// </summary>
internal static class EstimateNotes
{
    // Shares of time from which flits that meet on a link hold each other up for more than a few per cent: of the limiting unit's, of what
    // a layer's own flits take of its interval, and of the limiting unit's in a run too short for them to come round.
    private const double Crowded = 0.8;
    private const double CrowdedLayer = 0.9;
    private const double CrowdedAtFirst = 0.6;

    /// <summary>The reason, the first of those that apply; empty where there is none.</summary>
    /// <param name="layout">The chip.</param>
    /// <param name="latency">The layers' times.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Samples an input.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="busy">Busy times of an input, by kind of unit.</param>
    public static string Of(DesignLayout layout, LatencyModel latency, ArchitectureSpec spec, int samples, int inputs,
        ReadOnlySpan<double> busy)
    {
        if (IsCrowded(layout, latency, samples, busy))
        {
            return "flits of several senders meet on links that are nearly as busy as the limiting unit, or limit";
        }

        if ((long)spec.Link.BufferFlits * spec.Link.Flit.Value < spec.Link.Hop.Value)
        {
            return "router buffers hold fewer flits than are on a link";
        }

        (bool isTrip, bool isWritten, bool hasCopies, int blocks) = (false, false, false, 1);
        for (int layer = 0; layer < layout.Layers.Length; layer++)
        {
            ref readonly StageTimes times = ref latency.WithoutMean[layer];
            int most = LatencyModel.BlocksOf(layout, layer);
            if (most > spec.Sequencer.QueueDepth)
            {
                return "columns of several blocks a tile wait for places in queues";
            }

            isTrip |= times.IsTrip;
            isWritten |= times.Writing > 0;
            hasCopies |= layout.Layers[layer].Copies > 1;
            blocks = Math.Max(blocks, most);
        }

        long hops = Math.Max(layout.PortHops, layout.Layers[^1].ResultHops);
        bool isLate = spec.Link.ReceiveFlits * spec.Link.Flit.Value < spec.Link.Flit.Value + (2 * hops * spec.Link.Hop.Value);
        return (isTrip, isWritten, hasCopies) switch
        {
            (true, _, _) when blocks > 1 => "columns of several blocks a tile wait for places in queues",
            (true, _, _) when isLate =>
                "columns wait for places in queues or for credits, and credits are back later than the next flit could go",
            (_, true, true) => "blocks are written in turn, and some layer has several copies",
            (_, _, true) when spec.Input.Banks == 1 =>
                "vectors are received only when the one before has been read, and some layer has several copies",
            _ => blocks > 1 && samples == 1 && inputs == 1 ? "a single sample on tiles of several blocks" : "",
        };
    }

    private static bool IsCrowded(DesignLayout layout, LatencyModel latency, int samples, ReadOnlySpan<double> busy)
    {
        double most = 0;
        for (int unit = 0; unit < busy.Length; unit++)
        {
            most = unit == NetworkComponent.Link.Number || unit == PortComponent.Port.Number ? most : Math.Max(most, busy[unit]);
        }

        int copies = 1;
        bool isCrowded = busy[NetworkComponent.Link.Number] > Crowded * most;
        for (int layer = 0; layer < layout.Layers.Length; layer++)
        {
            ref readonly StageTimes times = ref latency.WithoutMean[layer];
            copies = Math.Max(copies, layout.Layers[layer].Copies);
            isCrowded |= times.Link > CrowdedLayer * times.Interval;
        }

        return isCrowded || (busy[NetworkComponent.Link.Number] > CrowdedAtFirst * most && samples < 2 * copies);
    }
}
