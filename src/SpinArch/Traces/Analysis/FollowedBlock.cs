using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Traces.Analysis;

/// <summary>Input banks and latches of one crossbar pair, as its tile's activities leave them.</summary>
internal sealed class FollowedBlock
{
    private BankCount input;
    private int scalerAge;

    public FollowedBlock(LayerBlock block, TileTiming timing)
    {
        IsNeuron = block.ColumnSum == ColumnSum.Neuron;
        input = new BankCount(timing.InputBanks);
        Mean = Latches();
        Sigma = Latches();
        PartialSum = Latches();
        Output = Latches();
        Sum = Latches();

        BankCount[] Latches()
        {
            var latches = new BankCount[block.Columns];
            Array.Fill(latches, new BankCount(timing.LatchBanks));
            return latches;
        }
    }

    /// <summary>Whether a column has one current, that of its spin neuron.</summary>
    public bool IsNeuron { get; }

    /// <summary>A ring of banks a column.</summary>
    public BankCount[] Mean { get; }

    /// <inheritdoc cref="Mean"/>
    public BankCount[] Sigma { get; }

    /// <inheritdoc cref="Mean"/>
    public BankCount[] PartialSum { get; }

    /// <inheritdoc cref="Mean"/>
    public BankCount[] Output { get; }

    /// <summary>Likewise; the sums of squares go with them.</summary>
    public BankCount[] Sum { get; }

    /// <summary>The input register.</summary>
    public ref BankCount Input => ref input;

    /// <summary>Whether the vector that the scaler is at is there.</summary>
    public bool HasScalableInput(Picoseconds now) => input.HasFull(now, scalerAge);

    /// <summary>The scaler has used its vector for the last column.</summary>
    public void AdvanceScaler() => scalerAge++;

    /// <summary>The crossbars have used theirs for the last column.</summary>
    public void FreeInput(long now)
    {
        input.Free(now);
        scalerAge = Math.Max(0, scalerAge - 1);
    }
}
