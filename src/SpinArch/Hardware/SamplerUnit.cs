using SpinArch.Components.Sampler;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>Values of the sampler: one integer Gaussian a row.</summary>
internal sealed class SamplerUnit : Unit
{
    private readonly int[][] _z;
    private readonly StoreRings _banks;
    private readonly bool _isPerRead;

    public SamplerUnit(Tile tile)
        : base(tile, SamplerComponent.Unit)
    {
        _banks = tile.Stores.Of(SamplerComponent.Gaussians);
        _isPerRead = tile.Spec.Sampling == SamplingScope.Read;
        _z = tile.Stores.Rows<int>(SamplerComponent.Gaussians);
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        if (block.HasValues)
        {
            Span<int> z = _z[_banks.Of(operation.Block).Youngest].AsSpan(0, block.Rows);
            Tile.Draws.Fill(operation.Input, operation.Sample, block.Layer, block.ColumnBase + operation.Column, block.RowBase, z,
                block.Bias,
                _isPerRead ? operation.Position : 0);
        }
    }
}
