using SpinArch.Components.Writer;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Values of the writer: none but what it counts, cells and bits fetched.</summary>
internal sealed class WriterUnit(Tile tile) : Unit(tile, WriterComponent.Unit)
{
    private (long Cells, long Bits) _written;

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block) =>
        _written = (block.WrittenCells(operation.Has(Traits.Mean)), block.FetchedBits(operation.Has(Traits.Mean)));

    /// <inheritdoc/>
    protected override (long Quanta, long Drive) Say(ActivityKind kind) => _written;
}
