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

        for (int layer = 0; layer < layout.Layers.Length; layer++)
        {
            ref readonly StageTimes times = ref latency.WithoutMean[layer];
            bool isSmall = times.Result > times.Columns * times.Column;
            if (isSmall)
            {
                return "a layer's columns take less than the way of one of them";
            }

            if (times.IsTrip && LatencyModel.BlocksOf(layout, layer) > 1)
            {
                return "columns of several blocks a tile wait for places in queues";
            }
        }

        return spec.Input.Banks == 1 ? "vectors are received only when the one before has been read" : "";
    }
}
