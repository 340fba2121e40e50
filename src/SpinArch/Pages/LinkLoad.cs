using SpinArch.Components.Network;
using SpinArch.Hardware;
using SpinArch.Traces;

namespace SpinArch.Pages;

/// <summary>What the outputs of the routers carried: flits and the time in which they did.</summary>
internal sealed class LinkLoad(int routers) : IActivitySink
{
    private readonly long[] _flits = new long[routers * Router.Sides];
    private readonly long[] _busy = new long[routers * Router.Sides];

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        if (activity.Kind == NetworkComponent.Hop)
        {
            int output = (activity.Tile * Router.Sides) + activity.Column;
            _flits[output] += activity.Items;
            _busy[output] += activity.Duration.Value;
        }
    }

    /// <summary>Outputs that carried anything: router, output, flits, busy picoseconds.</summary>
    public IEnumerable<(int Router, int Output, long Flits, long Busy)> Used() =>
        Enumerable.Range(0, _flits.Length).Where(output => _flits[output] > 0)
            .Select(output => (output / Router.Sides, output % Router.Sides, _flits[output], _busy[output]));
}
