using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Energy;

/// <summary>
/// Says of a design which of its keys lie beyond the points that the technology's figures were published for, and by which law they are
/// charged (<see cref="CostLaws"/>), or that their cost is not modelled.
/// </summary>
public static class CostNotes
{
    /// <summary>The notes on a design; none where all is as published.</summary>
    /// <param name="spec">The architecture with its technology.</param>
    public static ImmutableArray<CostNote> Of(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var notes = ImmutableArray.CreateBuilder<CostNote>();
        CostLaws laws = CostLaws.Of(spec);
        Charged("clock.periodNs", spec.Clock.Period, "peripheral.clock", laws.Clocked, "energy of digital accesses");
        Charged("link.flitNs", spec.Link.Flit, "peripheral.clock", laws.Linked, "energy of hops and sends");
        Charged("link.hopNs", spec.Link.Hop, "peripheral.clock", laws.Linked, "energy of hops and sends");
        Charged("adc.intervalNs", spec.Adc.Interval, "adc.interval", laws.ConversionRate, "energy of conversions");
        Wider("adc.bits", spec.Adc.Bits, "adc.bits", laws.ConverterArea(spec.Adc.Bits), "power and area of a converter");
        Wider("link.flitBits", spec.Link.FlitBits, "router4.width", laws.FlitWidth, "energy of a flit, area of routers and buffers");
        Wider("link.receiveFlits", spec.Link.ReceiveFlits, "receiveBuffer.entries", laws.Buffer / laws.FlitWidth, "area and leakage of a channel's buffer");
        Wider("link.bufferFlits", spec.Link.BufferFlits, "router4.bufferFlits", laws.InputBuffers, "receive buffers added to each router", "");
        if (spec.Crossbar.ColumnSum == ColumnSum.Neuron)
        {
            Wider("neuron.bits", spec.Neuron.Bits, "neuron.trackBits", laws.Neuron, "area and energy of a spin neuron");
        }

        int cellBits = Math.Max(spec.Weight.MeanSliceBits, spec.Weight.SigmaSliceBits);
        if (cellBits > Point("crossbar.trackBits"))
        {
            notes.Add(new CostNote("weight.cellBits", false, Format($"weight.cellBits = {spec.Weight.CellBits} asks for cells of {cellBits} bits, beyond crossbar.trackBits = {Point("crossbar.trackBits"):0.###}: area and programming of a cell x {Math.Max(laws.MeanCell, laws.SigmaCell):0.##} for a longer track, what it takes to tell such levels apart: cost not modelled")));
        }

        Free("crossbar.columnReadNs", spec.Crossbar.ColumnRead, Point("crossbar.readTime"));
        if (spec.HasSigma)
        {
            Free("sampler.resetNs", spec.Sampler.Reset, Point("trng.resetTime"));
            Free("sampler.relaxNs", spec.Sampler.Relax, Point("trng.relaxTime"));
            Free("sampler.rowReadNs", spec.Sampler.RowRead, Point("trng.readTime"));
            Free("sampler.normaliseNs", spec.Sampler.Normalise, 1 / Point("peripheral.clock"));
        }

        Free("adc.latencyNs", spec.Adc.Latency, Point("adc.latency"));
        if (spec.Crossbar.IsRewritten)
        {
            Free("crossbar.rowWriteNs", spec.Crossbar.RowWrite, Math.Max(Point("crossbar.writeTime"), FetchOfLine(spec)));
        }

        foreach ((string key, string constant,
            Func<ArchitectureSpec, Picoseconds> time) in ComponentCatalog.Of(spec).SelectMany(kind => kind.FreeBelow))
        {
            Free(key, time(spec), Point(constant));
        }

        return notes.ToImmutable();

        void Charged(string key, Picoseconds value, string point, decimal factor, string what)
        {
            decimal published = point == "peripheral.clock" ? 1 / Point(point) : Point(point);
            if (Nanoseconds(value) < published)
            {
                notes.Add(new CostNote(key, true,
                    Format($"{key} = {Nanoseconds(value):0.###} ns is faster than the {published:0.###} ns of {point}: {what} x {factor:0.##}, by a law that is an assumption")));
            }
        }

        void Wider(string key, int value, string point, decimal factor, string what, string sign = "x ")
        {
            if (value > Point(point))
            {
                notes.Add(new CostNote(key, true, Format($"{key} = {value} is beyond {point} = {Point(point):0.###}: {what} {sign}{factor:0.##}, by a law that is an assumption")));
            }
        }

        void Free(string key, Picoseconds value, decimal point)
        {
            if (Nanoseconds(value) < point)
            {
                notes.Add(new CostNote(key, false, Format($"{key} = {Nanoseconds(value):0.###} ns is faster than the {point:0.###} ns that the figures hold for: cost not modelled")));
            }
        }

        decimal Point(string key) => (decimal)spec.Technology[key].Value;
    }

    // A word line's levels come over the memory's width, access after access.
    private static decimal FetchOfLine(ArchitectureSpec spec)
    {
        decimal bits = (decimal)spec.Weight.LevelBits(mean: true) * (spec.WeightColumns.IsUnbounded ? 1 : spec.WeightColumns.Limit);
        return Math.Ceiling(bits / (decimal)spec.Technology["edram.width"].Value) * (decimal)spec.Technology["edram.accessTime"].Value;
    }

    private static decimal Nanoseconds(Picoseconds time) => time.Value / 1000m;

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
