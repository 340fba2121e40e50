using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// What one sample costs the arrays and the converters of a tile whose arrays are read whole [ps] (<c>docs/timing-model.md</c>, section 8).
/// Checked: a time that 64 bits do not hold is an error.
/// </summary>
internal readonly struct ArrayTimes
{
    /// <param name="spec">The architecture.</param>
    /// <param name="blocks">Blocks of the tile.</param>
    /// <param name="columns">Columns of each.</param>
    public ArrayTimes(ArchitectureSpec spec, int blocks, long columns)
    {
        checked
        {
            long read = spec.Crossbar.ColumnRead.Value;
            long rounds = ((columns * spec.Weight.Slices) + spec.Adc.PerTile - 1) / spec.Adc.PerTile;
            long convert = rounds * spec.Adc.Interval.Value;
            long parts = (long)blocks * spec.Dac.Slices;

            // A slice of the inputs is read while the one before is converted, as far as there are banks to hold it.
            long next = Math.Max(Math.Max(read, convert), (read + convert + spec.SampleHold.Banks - 1) / spec.SampleHold.Banks);
            Read = parts * read;
            Convert = parts * convert;
            Interval = parts * next;
            Codes = ColumnTimes.Edge(
                read + ((parts - 1) * next) + convert - spec.Adc.Interval.Value + spec.Adc.Latency.Value, spec.Clock.Period.Value);
            Held = Codes - read;
        }
    }

    /// <summary>Arrays.</summary>
    public long Read { get; }

    /// <summary>Converters.</summary>
    public long Convert { get; }

    /// <summary>Arrays and converters together: between samples.</summary>
    public long Interval { get; }

    /// <summary>From the start of a sample's first read to its last code, where nothing else is to be done.</summary>
    public long Codes { get; }

    /// <summary>For so long a bank of codes is being filled.</summary>
    public long Held { get; }
}
