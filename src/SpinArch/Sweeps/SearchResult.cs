using System.Collections.Immutable;
using System.Numerics;

namespace SpinArch.Sweeps;

/// <summary>What a search found.</summary>
public sealed record SearchResult
{
    /// <summary>Every design that was evaluated, in order.</summary>
    public required ImmutableArray<PointRow> Rows { get; init; }

    /// <summary>
    /// The designs that no other evaluated one beats, all simulated, best first in the first objective. Where none keeps to the
    /// constraints, the one that misses them by least; empty where none can be built.
    /// </summary>
    public required ImmutableArray<PointRow> Front { get; init; }

    /// <summary>Whether the front keeps to the constraints.</summary>
    public required bool IsMet { get; init; }

    /// <summary>Designs that the knobs make.</summary>
    public required BigInteger Space { get; init; }
}
