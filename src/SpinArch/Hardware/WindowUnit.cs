using SpinArch.Components.Receiver;
using SpinArch.Components.Windows;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>Words of the window buffer's unit: one window of a block's map, into the input bank that the block has reserved.</summary>
internal sealed class WindowUnit : Unit
{
    private readonly StoreRings _input;

    public WindowUnit(Tile tile)
        : base(tile, WindowComponent.Unit) => _input = tile.Stores.Of(ReceiverComponent.Input);

    /// <inheritdoc/>
    protected override int TakeWords(in Operation operation)
    {
        BlockState block = Tile.Blocks[operation.Block];
        return block.Rows - block.AlwaysDrivenRows;
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        if (block.HasValues)
        {
            Tile.Maps.Gather(operation.Block, operation.Position, block.Inputs[_input.Of(operation.Block).Youngest]);
        }
    }
}
