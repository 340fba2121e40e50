using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>The pipelined converters shared by a tile.</summary>
public sealed record AdcSpec
{
    /// <summary><c>adc.bits</c>.</summary>
    public required int Bits { get; init; }

    /// <summary><c>adc.intervalNs</c>: between conversions of one converter.</summary>
    public required Picoseconds Interval { get; init; }

    /// <summary><c>adc.latencyNs</c>: from sampling to code.</summary>
    public required Picoseconds Latency { get; init; }

    /// <summary><c>adc.perTile</c>.</summary>
    public required int PerTile { get; init; }

    /// <summary><c>adc.lossless</c>: exact sums instead of codes, for studies; timing and energy are unchanged.</summary>
    public required bool Lossless { get; init; }
}
