using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Vector;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>Values of the converters: codes of held sums, those of slices shifted and added in the latch as they come.</summary>
internal sealed class ConverterUnit : Unit
{
    private readonly HeldColumn[] _held;
    private readonly StoreRings _hold;
    private readonly StoreRings? _sigma;
    private readonly StoreRings _mean;

    public ConverterUnit(Tile tile)
        : base(tile, ConverterComponent.Unit)
    {
        _held = tile.Stores.Words<HeldColumn>(CrossbarComponent.Hold);
        _hold = tile.Stores.Of(CrossbarComponent.Hold);
        _sigma = tile.Spec.HasSigma ? tile.Stores.Of(VectorComponent.SigmaLatch) : null;
        _mean = tile.Stores.Of(VectorComponent.MeanLatch);
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        ref readonly HeldColumn held = ref _held[_hold.Of(operation.Block).Bank(0)];
        if (_sigma is null)
        {
            ref long only = ref _mean.Youngest(operation.Block, operation.Column);
            only = Part > 0 ? only + block.MeanSlices.Place(block.Codes.MeanCode(held.Mean), Part)
                : block.IsNeuron ? block.Codes.NeuronCode(held.Mean, 0) : block.Codes.MeanCode(held.Mean);
            return;
        }

        ref long sigma = ref _sigma.Youngest(operation.Block, operation.Column);
        if (Part > 0)
        {
            sigma += block.SigmaSlices.Place(block.Codes.SigmaCode(held.Sigma), Part);
        }
        else
        {
            sigma = block.IsNeuron ? block.Codes.NeuronCode(held.Mean, held.Sigma) : block.Codes.SigmaCode(held.Sigma);
        }

        if (operation.Has(Traits.Mean | Traits.Digital))
        {
            ref long mean = ref _mean.Youngest(operation.Block, operation.Column);
            mean = Part > 0 ? mean + block.MeanSlices.Place(block.Codes.MeanCode(held.Mean), Part) : block.Codes.MeanCode(held.Mean);
        }
    }
}
