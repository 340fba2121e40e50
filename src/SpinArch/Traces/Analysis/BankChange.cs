using SpinArch.Kernel;
using SpinArch.Tiles;

namespace SpinArch.Traces.Analysis;

/// <summary>A bank becomes full, or a full one empty.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="Store">Which of its stores.</param>
/// <param name="Block">The block of a store that every block has; 0 for the other stores.</param>
/// <param name="At">When.</param>
/// <param name="Full">1 where a bank becomes full, -1 where it becomes empty.</param>
internal readonly record struct BankChange(int Tile, Store Store, int Block, Picoseconds At, int Full);
