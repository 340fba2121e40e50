using SpinArch.Kernel;

namespace SpinArch.Traces.Analysis;

/// <summary>A bank becomes full, or a full one empty.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="Store">Which of its stores.</param>
/// <param name="Pair">The crossbar pair of an input register, 0 for the other stores.</param>
/// <param name="At">When.</param>
/// <param name="Full">1 where a bank becomes full, -1 where it becomes empty.</param>
internal readonly record struct BankChange(int Tile, BankStore Store, int Pair, Picoseconds At, int Full);
