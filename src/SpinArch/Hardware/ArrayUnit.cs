using SpinArch.Arithmetic;
using SpinArch.Components.Arrays;
using SpinArch.Components.Receiver;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Values of arrays that are read whole: the currents of all bit lines for a slice of the inputs.</summary>
internal sealed class ArrayUnit : Unit
{
    private readonly long[][][] _currents;
    private readonly ArrayReads?[] _reads;
    private readonly short[] _driven;
    private readonly StoreRings _hold;
    private readonly StoreRings _input;
    private (long Quanta, long Drive) _said;

    public ArrayUnit(Tile tile)
        : base(tile, ArrayComponent.Unit)
    {
        _currents = tile.Stores.LinesOfBlocks<long>(ArrayComponent.Currents);
        _hold = tile.Stores.Of(ArrayComponent.Currents);
        _input = tile.Stores.Of(ReceiverComponent.Input);
        _reads = [.. tile.Blocks.Select(block => block.Cells is { } cells && block.HasValues
            ? new ArrayReads(cells, tile.Spec.Sampler, tile.Seed, tile.Program.FirstSample) : null)];
        _driven = new short[tile.Blocks.Select(block => block.Rows).DefaultIfEmpty(0).Max()];
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        if (_reads[operation.Block] is not { } reads)
        {
            _said = block.AssumedArrayRead;
            return;
        }

        Span<short> driven = _driven.AsSpan(0, block.Rows);
        ArrayReads.Slice(block.Inputs[_input.Of(operation.Block).Bank(0)], Tile.Spec.Dac, Part, driven);
        reads.Read(operation.Input, operation.Sample, driven, _currents[operation.Block][_hold.Of(operation.Block).Youngest]);
        _said = block.Cells!.Dissipation(driven);
    }

    /// <inheritdoc/>
    protected override (long Quanta, long Drive) Say(ActivityKind kind) => _said;
}
