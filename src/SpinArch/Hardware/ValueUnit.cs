using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>A unit whose values its component computes.</summary>
internal sealed class ValueUnit(Tile tile, TileUnit unit, IUnitValues values) : Unit(tile, unit)
{
    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block) => values.Compute(in operation, block);
}
