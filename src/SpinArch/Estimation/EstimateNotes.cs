using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>
/// Why an estimate of times is not to be relied on: what the closed form does not know (<c>docs/estimator.md</c>). Energies of actions,
/// counts and areas are exact all the same.
/// </summary>
internal static class EstimateNotes
{
    private const double Crowded = 0.8;

    /// <summary>The reason, the first of those that apply; empty where there is none.</summary>
    /// <param name="layout">The chip.</param>
    /// <param name="latency">The layers' times.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Samples an input.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="limiter">The unit with the most work.</param>
    /// <param name="busy">Busy times of an input, by kind of unit.</param>
    public static string Of(DesignLayout layout, LatencyModel latency, ArchitectureSpec spec, int samples, int inputs, UnitKind limiter,
        ReadOnlySpan<double> busy)
    {
        if (limiter == NetworkComponent.Link || limiter == PortComponent.Port
            || busy[NetworkComponent.Link.Number] > Crowded * busy[limiter.Number])
        {
            return "flits of several senders meet on links that are nearly as busy as the limiting unit, or limit";
        }

        if (inputs > 1 && samples < 2 * layout.Copies)
        {
            return "inputs of one sample stream in beside partial sums all the time";
        }

        if ((long)spec.Link.BufferFlits * spec.Link.Flit.Value < spec.Link.Hop.Value)
        {
            return "router buffers hold fewer flits than are on a link";
        }

        long hops = Math.Max(layout.PortHops, layout.Layers[^1].ResultHops);
        if (spec.Link.ReceiveFlits * spec.Link.Flit.Value < spec.Link.Flit.Value + (2 * hops * spec.Link.Hop.Value))
        {
            return "inputs and results wait for credits";
        }

        for (int layer = 0; layer < layout.Layers.Length; layer++)
        {
            ref readonly StageTimes times = ref latency.WithoutMean[layer];
            bool isSmall = times.Result > times.Columns * times.Column;
            if (isSmall)
            {
                return "a layer's columns take less than the way of one of them";
            }

            int blocks = LatencyModel.BlocksOf(layout, layer);
            if (blocks > 1 && (times.IsTrip || spec.Sequencer.QueueDepth < blocks))
            {
                return "columns of several blocks a tile wait for places in queues";
            }

            if (times.IsTrip && samples <= 2 * layout.Layers[layer].Copies)
            {
                return "columns wait for places in queues or for credits, in a run too short to settle";
            }

            if (times.Writing > 0 && layout.Layers[layer].Copies > 1)
            {
                return "blocks are written in turn on several copies";
            }

            if (layer > 0 && AreUneven(layout.Layers[layer - 1].Copies, layout.Layers[layer].Copies))
            {
                return "copies of a layer wait for the turns of those of the layer before, whose number is no multiple or part of theirs";
            }
        }

        return spec.Input.Banks == 1 ? "vectors are received only when the one before has been read" : "";
    }

    private static bool AreUneven(int before, int copies) => before % copies != 0 && copies % before != 0;
}
