namespace SpinArch.Compilation;

/// <summary>A block, or those of all column ranges, that takes some channels of a stage.</summary>
/// <param name="Layer">The layer that it is of.</param>
/// <param name="RowBlock">Which row block, or operand.</param>
/// <param name="ColumnBlock">Which column range; null where all of them take the same.</param>
/// <param name="First">First channel of the block's map, or row of its vector, that they are.</param>
/// <param name="Source">Which channels of the source.</param>
/// <param name="TakesMap">Whether they come as a map, place after place.</param>
internal sealed record StageEnd(PartitionedLayer Layer, int RowBlock, int? ColumnBlock, int First, IndexRange Source, bool TakesMap);
