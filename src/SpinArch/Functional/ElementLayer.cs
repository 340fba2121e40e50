using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>A layer that processing elements work on: one block, whose weights are made where they are multiplied.</summary>
internal sealed class ElementLayer : IFunctionalLayer
{
    private readonly short[] _mean;
    private readonly short[] _sigma;

    public ElementLayer(ArchitectureSpec spec, Program program, LayerBlock block, Activation activation)
    {
        (Spec, Program, Block, Activation) = (spec, program, block, activation);
        Codes = new BlockCodes(block.Arithmetic);
        Weights = new ElementWeights(block.Arithmetic);
        _mean = [.. block.MeanLevels.Select(level => (short)level)];
        _sigma = [.. block.SigmaLevels.Select(level => (short)level)];
    }

    /// <summary>The architecture.</summary>
    public ArchitectureSpec Spec { get; }

    /// <summary>The program that the layer is of: its layers draw one after another.</summary>
    public Program Program { get; }

    /// <summary>The block.</summary>
    public LayerBlock Block { get; }

    /// <summary>What follows the sum.</summary>
    public Activation Activation { get; }

    /// <summary>How weights are made.</summary>
    public ElementWeights Weights { get; }

    /// <inheritdoc/>
    public int Inputs => Block.Rows - Block.AlwaysDrivenRows;

    /// <inheritdoc/>
    public int Outputs => Block.Columns;

    /// <inheritdoc/>
    public int InputMaximum => Block.Arithmetic.InputMaximum;

    /// <inheritdoc/>
    public BlockCodes Codes { get; }

    /// <inheritdoc/>
    public bool Remembers => false;

    /// <summary>L_mu of a column.</summary>
    public ReadOnlySpan<short> Mean(int column) => _mean.AsSpan(column * Block.Rows, Block.Rows);

    /// <summary>L_sigma of a column.</summary>
    public ReadOnlySpan<short> Sigma(int column) => _sigma.AsSpan(column * Block.Rows, Block.Rows);

    /// <inheritdoc/>
    public ILayerEvaluation Evaluation(ulong seed, LayerConversions counts) => new ElementEvaluation(this, seed, counts);
}
