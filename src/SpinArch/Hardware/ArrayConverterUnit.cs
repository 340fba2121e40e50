using SpinArch.Components.Arrays;
using SpinArch.Components.Converter;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>
/// Values of the converters behind arrays that are read whole: codes of all held currents, those of slices of weights and of inputs
/// shifted and added as they come.
/// </summary>
internal sealed class ArrayConverterUnit : Unit
{
    private readonly long[][][] _currents;
    private readonly long[][][] _codes;
    private readonly StoreRings _hold;
    private readonly StoreRings _filled;

    public ArrayConverterUnit(Tile tile)
        : base(tile, ConverterComponent.Unit)
    {
        _currents = tile.Stores.LinesOfBlocks<long>(ArrayComponent.Currents);
        _codes = tile.Stores.LinesOfBlocks<long>(ArrayComponent.Codes);
        _hold = tile.Stores.Of(ArrayComponent.Currents);
        _filled = tile.Stores.Of(ArrayComponent.Codes);
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        if (block.HasValues)
        {
            block.Codes.Convert(
                _currents[operation.Block][_hold.Of(operation.Block).Bank(0)],
                block.MeanSlices,
                Part,
                Part * Tile.Spec.Dac.DriverBits,
                _codes[operation.Block][_filled.Of(operation.Block).Youngest].AsSpan(0, block.Columns));
        }
    }
}
