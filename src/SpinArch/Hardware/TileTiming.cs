using SpinArch.Components;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Hardware;

/// <summary>The counts and times of a tile, taken from the specification once so that the hot path reads fields only.</summary>
/// <param name="spec">The architecture.</param>
internal sealed class TileTiming(ArchitectureSpec spec)
{
    public readonly Picoseconds Clock = spec.Clock.Period;
    public readonly int QueueDepth = spec.Sequencer.QueueDepth;
    public readonly Extent Lanes = spec.Sampler.Lanes;
    public readonly Picoseconds SamplerTurn = spec.Sampler.Turn;
    public readonly Picoseconds SamplerLag = spec.Sampler.Lag;
    public readonly int GaussianBanks = spec.Sampler.Banks;
    public readonly Extent ScalerWidth = spec.Scaler.Width;
    public readonly int SigmaInputBanks = spec.SigmaInput.Banks;
    public readonly int InputBanks = spec.Input.Banks;
    public readonly int HoldBanks = spec.SampleHold.Banks;
    public readonly int LatchBanks = spec.Latch.Banks;
    public readonly int Slices = spec.Weight.Slices;
    public readonly Picoseconds ColumnRead = spec.Crossbar.ColumnRead;
    public readonly Picoseconds RowWrite = spec.Crossbar.RowWrite;
    public readonly Picoseconds AdcInterval = spec.Adc.Interval;
    public readonly Picoseconds AdcLatency = spec.Adc.Latency;
    public readonly int Converters = spec.Adc.PerTile;
    public readonly int VectorWidth = spec.Vector.Width;
    public readonly Picoseconds Hop = spec.Link.Hop;
    public readonly Picoseconds Flit = spec.Link.Flit;
    public readonly int ReceiveFlits = spec.Link.ReceiveFlits;

    /// <summary>Words that a flit carries beside its 16-bit header.</summary>
    public readonly int WordsPerFlit = spec.Link.WordsPerFlit;

    /// <summary>Every delay between two events, for the tick of the event wheel: it decides speed, never results.</summary>
    public Picoseconds[] Delays =>
        [Clock, SamplerTurn, SamplerLag, ColumnRead, RowWrite, AdcInterval, AdcLatency, Hop, Flit,
            .. ComponentCatalog.Of(spec).SelectMany(kind => kind.Delays(spec))];

    /// <summary>The first clock edge that is no earlier.</summary>
    public Picoseconds OnEdge(Picoseconds time) => time.RoundUpTo(Clock);
}
