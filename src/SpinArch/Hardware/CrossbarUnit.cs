using SpinArch.Arithmetic;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Receiver;
using SpinArch.Components.Scaler;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Values of the crossbars: the sums of one bit line of the sigma crossbar and, where asked, of the mean crossbar.</summary>
internal sealed class CrossbarUnit : Unit
{
    private readonly short[][] _drive;
    private readonly HeldColumn[] _held;
    private readonly StoreRings _sigmaInput;
    private readonly StoreRings _hold;
    private readonly StoreRings _input;
    private (long Quanta, long Drive) _sigma;
    private (long Quanta, long Drive) _mean;

    public CrossbarUnit(Tile tile)
        : base(tile, CrossbarComponent.Unit)
    {
        _drive = tile.Stores.Rows<short>(ScalerComponent.SigmaInput);
        _held = tile.Stores.Words<HeldColumn>(CrossbarComponent.Hold);
        _sigmaInput = tile.Stores.Of(ScalerComponent.SigmaInput);
        _hold = tile.Stores.Of(CrossbarComponent.Hold);
        _input = tile.Stores.Of(ReceiverComponent.Input);
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        ref HeldColumn held = ref _held[_hold.Of(operation.Block).Youngest];
        held = default;
        int line = (operation.Column * Tile.Timing.Slices) + Part;
        _sigma = (block.AssumedSigmaQuanta(Part), block.AssumedSigmaDrive);
        _mean = (block.AssumedMeanQuanta(Part), block.AssumedDrive);
        if (block.HasValues)
        {
            ReadOnlySpan<short> drive = _drive[_sigmaInput.Of(operation.Block).Bank(0)].AsSpan(0, block.Rows);
            held.Sigma = ColumnMath.Dot(drive, block.SigmaWeights(line), block.SigmaDotFlush) + block.SigmaNoise(in operation, Part);
            _sigma.Quanta = ColumnMath.SquareDot(drive, block.SigmaLevels(line), block.SigmaFlush, out _sigma.Drive);
        }

        if (operation.Has(Traits.Mean) && block.HasValues)
        {
            ReadOnlySpan<short> x = block.Inputs[_input.Of(operation.Block).Bank(0)];
            held.Mean = ColumnMath.Dot(x, block.MeanWeights(line), block.MeanDotFlush) + block.MeanNoise(in operation, Part);
            _mean.Quanta = ColumnMath.SquareDot(x, block.MeanMagnitudes(line), block.MeanFlush, out _mean.Drive);
        }
    }

    /// <inheritdoc/>
    protected override (long Quanta, long Drive) Say(ActivityKind kind) => kind == CrossbarComponent.MeanRead ? _mean : _sigma;
}
