using System.Collections.Immutable;

namespace SpinArch.Comparisons;

/// <summary>What a paper prints of an architecture and this network, beside what was simulated.</summary>
/// <param name="Citation">The paper.</param>
/// <param name="Figures">Its figures.</param>
public sealed record ComparisonPublished(string Citation, ImmutableArray<ComparisonFigure> Figures);
