using SpinArch.Energy;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>How many devices a tile of a group is built of: <see cref="TileDevices"/> without a program.</summary>
internal readonly struct GroupDevices
{
    public GroupDevices(ArchitectureSpec spec, in TileGroup group, bool isNeuron)
    {
        Pairs = spec.Crossbar.PairsPerTile;
        Rows = Bounded(spec.Crossbar.Rows, group.Work.Rows);
        Columns = Bounded(spec.Crossbar.Columns, group.Columns * spec.Weight.Slices);
        Lanes = Bounded(spec.Sampler.Lanes, Rows);
        Multipliers = Bounded(spec.Scaler.Width, Rows);
        AdcBits = isNeuron ? spec.Neuron.Bits : spec.Adc.Bits;
        IsNeuron = isNeuron;
        InputBank = RegisterBanks.For(Rows);
        int weightColumns = Bounded(spec.WeightColumns, group.Columns);
        OutputBank = RegisterBanks.For(weightColumns);
        LevelBytes = TileDevices.LevelBytesOf(spec, Rows, weightColumns);
    }

    public int Pairs { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int Lanes { get; }

    public int Multipliers { get; }

    public int AdcBits { get; }

    public bool IsNeuron { get; }

    public RegisterBanks InputBank { get; }

    public RegisterBanks OutputBank { get; }

    public long LevelBytes { get; }

    private static int Bounded(Extent extent, int otherwise) => extent.IsUnbounded ? otherwise : extent.Limit;
}
