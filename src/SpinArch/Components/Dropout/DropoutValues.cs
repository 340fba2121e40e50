using SpinArch.Tiles;

namespace SpinArch.Components.Dropout;

/// <summary>Fills the mask that a block has reserved.</summary>
internal sealed class DropoutValues(IUnitHost host) : IUnitValues
{
    private readonly bool[][][] _masks = host.RowsOfBlocks<bool>(DropoutComponent.Masks);
    private readonly DropoutDraws _draws = new(host.Spec, host.Seed);

    /// <inheritdoc/>
    public void Compute(in Operation operation, IBlock block) => _draws.Fill(
        operation.Input,
        operation.Sample,
        block.Layer,
        block.RowBase,
        block.AlwaysDrivenRows,
        _masks[operation.Block][host.Youngest(DropoutComponent.Masks, operation.Block)].AsSpan(0, block.Rows));
}
