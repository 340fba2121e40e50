using System.Collections.Immutable;
using SpinArch.Functional;

namespace SpinArch.Reports;

/// <summary>The single samples of a run's inputs, of which the machine keeps sums only.</summary>
/// <param name="Network">The functional path that they come from.</param>
/// <param name="Results">Results, [inputs][samples x outputs].</param>
/// <param name="Precision">What the numbers of each layer lose.</param>
public sealed record SampledRun(FunctionalNetwork Network, ImmutableArray<long[]> Results, ImmutableArray<LayerPrecision> Precision);
