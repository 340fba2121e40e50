using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>A layer in arrays that are read whole: its ranges of columns, each with one block for every range of rows.</summary>
internal sealed class ArrayLayer : IFunctionalLayer
{
    public ArrayLayer(ArchitectureSpec spec, IReadOnlyCollection<PlacedBlock> placed, Activation activation, int firstSample)
    {
        LayerBlock[] blocks = [.. placed.Select(block => block.Block)];
        foreach (LayerBlock block in blocks)
        {
            WeightSlices.Check(spec, block);
        }

        Spec = spec;
        Activation = activation;
        FirstSample = firstSample;
        Rows = blocks.Max(block => block.RowBase + block.Rows);
        BiasRows = blocks.Max(block => block.AlwaysDrivenRows);
        Outputs = blocks.Max(block => block.ColumnBase + block.Columns);
        InputMaximum = blocks[0].Arithmetic.InputMaximum;
        ColumnRanges = [.. PlacedBlock.ByColumns(placed).Select(range => range.Select(block => new ArrayCells(spec, block.Block, block.X,
            block.Y)).ToArray())];
        Codes = new BlockCodes(blocks[0].Arithmetic);
    }

    /// <summary>The architecture.</summary>
    public ArchitectureSpec Spec { get; }

    /// <summary>What follows the sum.</summary>
    public Activation Activation { get; }

    /// <summary>First sample of an input for which these arrays are read.</summary>
    public int FirstSample { get; }

    /// <summary>Rows, an always driven one included.</summary>
    public int Rows { get; }

    /// <summary>Always driven rows at the end, 0 or 1.</summary>
    public int BiasRows { get; }

    /// <inheritdoc/>
    public int Inputs => Rows - BiasRows;

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public int InputMaximum { get; }

    /// <inheritdoc/>
    public BlockCodes Codes { get; }

    /// <inheritdoc/>
    public bool Remembers => ColumnRanges.Any(range => range.Any(cells => cells.Remembers));

    /// <summary>Cells by column range, then by row range.</summary>
    public ArrayCells[][] ColumnRanges { get; }

    /// <inheritdoc/>
    public ILayerEvaluation Evaluation(ulong seed, LayerConversions counts) => new ArrayEvaluation(this, seed, counts);
}
