using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Configuration;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Cycles;

/// <summary>A key that a program does not depend on, and that a cycle may: what it is, and half or twice that.</summary>
internal sealed class TunedKey
{
    private readonly Func<ArchitectureSpec, long> _get;
    private readonly bool _isTime;

    private TunedKey(string name, bool isTime, Func<ArchitectureSpec, long> get) => (Name, _isTime, _get) = (name, isTime, get);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>All of them.</summary>
    public static ImmutableArray<TunedKey> All { get; } =
    [
        Time("crossbar.columnReadNs", spec => spec.Crossbar.ColumnRead),
        Time("crossbar.rowWriteNs", spec => spec.Crossbar.RowWrite),
        Width("sampler.lanes", spec => spec.Sampler.Lanes),
        Time("sampler.resetNs", spec => spec.Sampler.Reset),
        Time("sampler.relaxNs", spec => spec.Sampler.Relax),
        Time("sampler.rowReadNs", spec => spec.Sampler.RowRead),
        Time("sampler.normaliseNs", spec => spec.Sampler.Normalise),
        Count("sampler.arrays", spec => spec.Sampler.Arrays),
        Count("sampler.banks", spec => spec.Sampler.Banks),
        Width("scaler.width", spec => spec.Scaler.Width),
        Count("sigmaInput.banks", spec => spec.SigmaInput.Banks),
        Count("sampleHold.banks", spec => spec.SampleHold.Banks),
        Count("input.banks", spec => spec.Input.Banks),
        Count("latch.banks", spec => spec.Latch.Banks),
        Time("adc.intervalNs", spec => spec.Adc.Interval),
        Time("adc.latencyNs", spec => spec.Adc.Latency),
        Count("adc.perTile", spec => spec.Adc.PerTile),
        Count("vector.width", spec => spec.Vector.Width),
        Count("sequencer.queueDepth", spec => spec.Sequencer.QueueDepth),
        Time("link.hopNs", spec => spec.Link.Hop),
        Time("link.flitNs", spec => spec.Link.Flit),
        Count("link.bufferFlits", spec => spec.Link.BufferFlits),
        Count("link.receiveFlits", spec => spec.Link.ReceiveFlits),
        Time("clock.periodNs", spec => spec.Clock.Period),
    ];

    /// <summary>Its value as configuration files write it; empty where it has no bound.</summary>
    public string TextOf(ArchitectureSpec spec) => _get(spec) is var value && value == long.MaxValue ? "" : Text(value);

    /// <summary>The architecture with half of a time or twice a width or a depth; null where that is not allowed, or the same.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="text">The value.</param>
    public ArchitectureSpec? Improved(ArchitectureSpec spec, out string text)
    {
        long value = _get(spec);
        text = "";
        if (value is 0 or long.MaxValue)
        {
            return null;
        }

        long changed = _isTime ? (value + 1) / 2 : checked(2 * value);
        text = Text(changed);
        ConfigurationKey key = KeyTable.Find(Name)!;
        return changed == value || key.Refuse(text) is not null ? null : key.Apply(spec, text);
    }

    private string Text(long value) => _isTime
        ? (value / 1000m).ToString("0.###", CultureInfo.InvariantCulture)
        : value.ToString(CultureInfo.InvariantCulture);

    private static TunedKey Time(string name, Func<ArchitectureSpec, Picoseconds> get) => new(name, true, spec => get(spec).Value);

    private static TunedKey Count(string name, Func<ArchitectureSpec, int> get) => new(name, false, spec => get(spec));

    private static TunedKey Width(string name, Func<ArchitectureSpec, Extent> get) =>
        new(name, false, spec => get(spec) is { IsUnbounded: false } extent ? extent.Limit : long.MaxValue);
}
