using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>A layer: its ranges of columns, each with one block for every range of rows.</summary>
internal sealed class FunctionalLayer : IFunctionalLayer
{
    private readonly ArchitectureSpec _spec;

    public FunctionalLayer(int index, ArchitectureSpec spec, IReadOnlyCollection<PlacedBlock> placed, Activation activation, int firstSample)
    {
        LayerBlock[] blocks = [.. placed.Select(block => block.Block)];
        _spec = spec;
        Index = index;
        Activation = activation;
        Rows = blocks.Max(block => block.RowBase + block.Rows);
        BiasRows = blocks.DistinctBy(block => block.RowBase).Sum(block => block.AlwaysDrivenRows);
        Blocks = blocks;
        Outputs = blocks.Max(block => block.ColumnBase + block.Columns);
        InputMaximum = blocks[0].Arithmetic.InputMaximum;
        PlacedBlock[][] ranges = PlacedBlock.ByColumns(placed);
        ColumnRanges = [.. ranges.Select(range => range.Select(block => new FunctionalBlock(spec, block)).ToArray())];
        Biases = [.. ranges.Select(range => LaneBias.Of(spec, range, Rows))];
        KeptMeanSample = placed.First().KeepsMean ? firstSample : null;
        Slices = spec.Weight.Slices;
        MostRowBlocks = ColumnRanges.Max(range => range.Length);
    }

    /// <summary>Index from 0: part of the draw counter.</summary>
    public int Index { get; }

    /// <summary>What follows the sum.</summary>
    public Activation Activation { get; }

    /// <summary>Rows, an always driven one included.</summary>
    public int Rows { get; }

    /// <summary>Its blocks as the program has them.</summary>
    public IReadOnlyList<LayerBlock> Blocks { get; }

    /// <summary>Always driven rows at the end.</summary>
    public int BiasRows { get; }

    /// <summary>Bit lines of a column.</summary>
    public int Slices { get; }

    /// <inheritdoc/>
    public int Inputs => Rows - BiasRows;

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public int InputMaximum { get; }

    /// <inheritdoc/>
    public BlockCodes Codes => ColumnRanges[0][0].Codes;

    /// <inheritdoc/>
    public bool Remembers => false;

    /// <summary>The one sample of an input on which the mean crossbars are read (mu reuse: the first of the copy), or null where they are read on every one.</summary>
    public int? KeptMeanSample { get; }

    /// <summary>Blocks by column range, then by row range.</summary>
    public FunctionalBlock[][] ColumnRanges { get; }

    /// <summary>By column range: the lanes that draw for it, null where they are fair.</summary>
    public LaneBias?[] Biases { get; }

    /// <summary>Blocks that share a column, at most.</summary>
    public int MostRowBlocks { get; }

    /// <inheritdoc/>
    public ILayerEvaluation Evaluation(ulong seed, LayerConversions counts) => new LayerEvaluation(this, _spec, seed, counts);
}
