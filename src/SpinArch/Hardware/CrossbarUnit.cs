using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Receiver;
using SpinArch.Components.Scaler;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Values of the crossbars: the sums of one bit line of the sigma crossbar and, where asked, of the mean crossbar.</summary>
internal sealed class CrossbarUnit : Unit
{
    private readonly short[][]? _drive;
    private readonly HeldColumn[] _held;
    private readonly StoreRings? _sigmaInput;
    private readonly StoreRings _hold;
    private readonly StoreRings _input;
    private readonly bool[][][][] _gates;
    private readonly StoreRings[] _gateRings;
    private readonly double[] _remain;
    private readonly short[] _gatedDrive;
    private readonly short[] _gatedInput;
    private (long Quanta, long Drive) _sigma;
    private (long Quanta, long Drive) _mean;

    public CrossbarUnit(Tile tile)
        : base(tile, CrossbarComponent.Unit)
    {
        _drive = tile.Spec.HasSigma ? tile.Stores.Rows<short>(ScalerComponent.SigmaInput) : null;
        _held = tile.Stores.Words<HeldColumn>(CrossbarComponent.Hold);
        _sigmaInput = tile.Spec.HasSigma ? tile.Stores.Of(ScalerComponent.SigmaInput) : null;
        _hold = tile.Stores.Of(CrossbarComponent.Hold);
        _input = tile.Stores.Of(ReceiverComponent.Input);
        ComponentKind[] gating = [.. ComponentCatalog.Of(tile.Spec).Where(kind => kind.Gates is not null)];
        Store[] gates = [.. gating.Select(kind => kind.Gates!)];
        _remain = [.. gating.Select(kind => kind.Remain(tile.Spec))];
        _gates = [.. gates.Select(tile.Stores.RowsOfBlocks<bool>)];
        _gateRings = [.. gates.Select(tile.Stores.Of)];
        int rows = gates.Length == 0 ? 0 : tile.Blocks.Select(block => block.Rows).DefaultIfEmpty(0).Max();
        (_gatedDrive, _gatedInput) = (new short[rows], new short[rows]);
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        ref HeldColumn held = ref _held[_hold.Of(operation.Block).Youngest];
        held = default;
        int line = (operation.Column * Tile.Timing.Slices) + Part;
        _sigma = (block.AssumedSigmaQuanta(Part), block.AssumedSigmaDrive);
        _mean = (block.AssumedMeanQuanta(Part), block.AssumedDrive);
        if (block.HasValues && _drive is not null)
        {
            ReadOnlySpan<short> drive = Gated(_drive[_sigmaInput!.Of(operation.Block).Bank(0)].AsSpan(0, block.Rows), _gatedDrive,
                in operation, block);
            held.Sigma = ColumnMath.Dot(drive, block.SigmaWeights(line), block.SigmaDotFlush) + block.SigmaNoise(in operation, Part);
            _sigma.Quanta = ColumnMath.SquareDot(drive, block.SigmaLevels(line), block.SigmaFlush, out _sigma.Drive);
        }

        if (operation.Has(Traits.Mean) && block.HasValues)
        {
            ReadOnlySpan<short> x = Gated(block.Inputs[_input.Of(operation.Block).Bank(0)], _gatedInput, in operation, block);
            held.Mean = ColumnMath.Dot(x, block.MeanWeights(line), block.MeanDotFlush) + block.MeanNoise(in operation, Part);
            _mean.Quanta = ColumnMath.SquareDot(x, block.MeanMagnitudes(line), block.MeanFlush, out _mean.Drive);
        }
    }

    // A word line whose gate is off is driven by what is left of its drive, or not at all.
    private ReadOnlySpan<short> Gated(ReadOnlySpan<short> drive, short[] gated, in Operation operation, BlockState block)
    {
        if (_gates.Length == 0)
        {
            return drive;
        }

        Span<short> lines = gated.AsSpan(0, drive.Length);
        drive.CopyTo(lines);
        for (int gate = 0; gate < _gates.Length; gate++)
        {
            ReadOnlySpan<bool> driven = _gates[gate][operation.Block][_gateRings[gate].Of(operation.Block).Bank(0)];
            GatedDrive.Apply(lines, driven, GatedDrive.Code(_remain[gate], block.InputMaximum), block.InputMaximum);
        }

        return lines;
    }

    /// <inheritdoc/>
    protected override (long Quanta, long Drive) Say(ActivityKind kind) => kind == CrossbarComponent.MeanRead ? _mean : _sigma;
}
