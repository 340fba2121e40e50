using System.Collections.Immutable;

namespace SpinArch.Cycles;

/// <summary>A cycle of a period graph that no other exceeds.</summary>
/// <param name="Time">Its time over its tokens: what a period takes.</param>
/// <param name="Edges">Its precedences, each with the node that waits, from one to the next.</param>
internal sealed record CriticalCycle(CycleTime Time, ImmutableArray<(int Node, PeriodEdge Edge)> Edges);
