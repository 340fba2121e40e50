using SpinArch.Arithmetic;
using SpinArch.Components.Receiver;
using SpinArch.Components.Sampler;
using SpinArch.Components.Scaler;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>Values of the scaler: products of the Gaussians and the kept input vector.</summary>
internal sealed class ScalerUnit : Unit
{
    private readonly int[][] _z;
    private readonly short[][] _drive;
    private readonly StoreRings _gaussians;
    private readonly StoreRings _banks;
    private readonly StoreRings _input;

    public ScalerUnit(Tile tile)
        : base(tile, ScalerComponent.Unit)
    {
        _z = tile.Stores.Rows<int>(SamplerComponent.Gaussians);
        _drive = tile.Stores.Rows<short>(ScalerComponent.SigmaInput);
        _gaussians = tile.Stores.Of(SamplerComponent.Gaussians);
        _banks = tile.Stores.Of(ScalerComponent.SigmaInput);
        _input = tile.Stores.Of(ReceiverComponent.Input);
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        if (block.HasValues)
        {
            ref readonly BankRing input = ref _input.Of(operation.Block);
            ColumnMath.Scale(
                block.Inputs[input.Bank(input.Kept)],
                _z[_gaussians.Of(operation.Block).Bank(0)].AsSpan(0, block.Rows),
                Tile.Draws.Maximum,
                block.InputMaximum,
                _drive[_banks.Of(operation.Block).Youngest].AsSpan(0, block.Rows));
        }
    }
}
