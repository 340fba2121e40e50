using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Hardware;

/// <summary>
/// Counts and times that units, sequencers and the mesh share, taken from the specification once so that the hot path reads fields only.
/// How long a step takes is the step's (<see cref="Tiles.TilePlan"/>).
/// </summary>
/// <param name="spec">The architecture.</param>
internal sealed class TileTiming(ArchitectureSpec spec)
{
    public readonly Picoseconds Clock = spec.Clock.Period;
    public readonly int QueueDepth = spec.Sequencer.QueueDepth;
    public readonly int InputBanks = spec.Input.Banks;
    public readonly int LatchBanks = spec.Latch.Banks;
    public readonly int Slices = spec.Weight.Slices;
    public readonly int VectorWidth = spec.Vector.Width;
    public readonly Picoseconds Hop = spec.Link.Hop;
    public readonly Picoseconds Flit = spec.Link.Flit;
    public readonly int ReceiveFlits = spec.Link.ReceiveFlits;

    /// <summary>Words that a flit carries beside its 16-bit header.</summary>
    public readonly int WordsPerFlit = spec.Link.WordsPerFlit;

    /// <summary>Every delay between two events, for the tick of the event wheel: it decides speed, never results.</summary>
    public ImmutableArray<Picoseconds> Delays { get; } =
        [spec.Clock.Period, spec.Link.Hop, spec.Link.Flit, .. ComponentCatalog.PlanOf(spec).Steps.SelectMany(step => step.Delays)];

    /// <summary>The first clock edge that is no earlier.</summary>
    public Picoseconds OnEdge(Picoseconds time) => time.RoundUpTo(Clock);
}
