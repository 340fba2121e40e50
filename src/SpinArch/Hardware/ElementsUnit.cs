using SpinArch.Arithmetic;
using SpinArch.Components.Elements;
using SpinArch.Components.Receiver;
using SpinArch.Isa;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>
/// Values of the processing elements: the sums of a block, each weight drawn anew, and what becomes of them on the way to the next block.
/// </summary>
internal sealed class ElementsUnit : Unit
{
    private readonly long[][][] _sums;
    private readonly StoreRings _banks;
    private readonly StoreRings _input;
    private readonly ElementDraws _draws;
    private readonly short[] _z;
    private readonly short[] _weights;

    public ElementsUnit(Tile tile)
        : base(tile, ElementsComponent.Unit)
    {
        _sums = tile.Stores.ColumnsOfBlocks<long>(ElementsComponent.Sums);
        _banks = tile.Stores.Of(ElementsComponent.Sums);
        _input = tile.Stores.Of(ReceiverComponent.Input);
        _draws = ElementDraws.Of(tile.Spec, tile.Machine.Program, tile.Seed);
        int rows = tile.Blocks.Select(block => block.Rows).DefaultIfEmpty(0).Max();
        (_z, _weights) = (new short[rows], new short[rows]);
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        if (!block.HasValues)
        {
            return;
        }

        if (operation.Opcode == Opcode.Multiply)
        {
            Multiply(in operation, block);
        }
        else
        {
            HandOver(in operation, block);
        }
    }

    private void Multiply(in Operation operation, BlockState block)
    {
        ReadOnlySpan<short> x = block.Inputs[_input.Of(operation.Block).Bank(0)];
        Span<long> sums = _sums[operation.Block][_banks.Of(operation.Block).Youngest];
        Span<short> z = _z.AsSpan(0, block.Rows);
        Span<short> weights = _weights.AsSpan(0, block.Rows);
        for (int column = 0; column < block.Columns; column++)
        {
            _draws.Fill(operation.Input, operation.Sample, block.Layer, column, z);
            block.Elements.Weigh(block.MeanWeights(column), block.SigmaWeights(column), z, weights);
            sums[column] = ColumnMath.Dot(x, weights, block.Elements.Flush);
        }
    }

    private void HandOver(in Operation operation, BlockState block)
    {
        ReadOnlySpan<long> sums = _sums[operation.Block][_banks.Of(operation.Block).Bank(0)];
        Span<short> next = Tile.Blocks[operation.Block + 1].Inputs[_input.Of(operation.Block + 1).Youngest];
        for (int column = 0; column < block.Columns; column++)
        {
            long result = block.Codes.Result(block.Codes.Word(sums[column], 0), operation.Activation);
            next[column] = (short)block.Codes.DriveCode(result);
        }
    }
}
