using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>The points that a technology's figures hold for, and how costs grow beyond them; looked up once for many designs.</summary>
internal sealed class LawConstants(TechnologySpec technology)
{
    // More bits than anything has: what no component of the chip brings never costs more.
    private const double Beyond = 64;

    /// <summary>The period that digital figures hold for [ps].</summary>
    public long DigitalPeriod { get; } = (long)Math.Round(1000 / (decimal)technology["peripheral.clock"].Value);

    /// <summary>How long an access draws its power [ps].</summary>
    public long Access { get; } = Time(technology, "peripheral.accessTime");

    /// <summary>Power of the speed-up by which a digital access costs more.</summary>
    public double DigitalExponent { get; } = technology["peripheral.speedExponent"].Value;

    /// <summary>Column read that the DACs' power holds for [ps].</summary>
    public long ColumnRead { get; } = Time(technology, "crossbar.readTime", isBasic: false);

    /// <summary>
    /// Whether bits multiply a DAC's power: the published power is the same at every width and is that of one bit; an architect decides.
    /// </summary>
    public bool DacScalesWithBits { get; } = Value(technology, "dac.bitScaling", 0) != 0;

    /// <summary>Factor on an instruction memory for words of eight bytes.</summary>
    public decimal InstructionWidth { get; } = (decimal)technology["instructionMemory.wideFactor"].Value;

    /// <summary>Bits of a cell that its figures hold for.</summary>
    public int CellBits { get; } = (int)Value(technology, "crossbar.trackBits", Beyond);

    /// <summary>Bits of a neuron that its figures hold for.</summary>
    public int NeuronBits { get; } = (int)Value(technology, "neuron.trackBits", Beyond);

    /// <summary>Interval of conversions that the converter's figures hold for [ps].</summary>
    public long AdcInterval { get; } = Time(technology, "adc.interval", isBasic: false);

    /// <summary>Power of the speed-up by which a conversion costs more.</summary>
    public double AdcExponent { get; } = Value(technology, "adc.speedExponent", 0);

    /// <summary>Bits that the converter's figures hold for.</summary>
    public int AdcBits { get; } = (int)Value(technology, "adc.bits", Beyond);

    /// <summary>Factor on a converter for each bit beyond.</summary>
    public double AdcBitFactor { get; } = Value(technology, "adc.bitFactor", 1);

    /// <summary>Entries of the published receive buffer.</summary>
    public decimal BufferEntries { get; } = (decimal)technology["receiveBuffer.entries"].Value;

    /// <summary>Bits of a flit that router and buffer figures hold for.</summary>
    public decimal FlitBits { get; } = (decimal)technology["router4.width"].Value;

    /// <summary>Flits of an input's buffer that the router's figures contain.</summary>
    public int InputFlits { get; } = (int)technology["router4.bufferFlits"].Value;

    /// <summary>Time of a word over one off-chip link [ps].</summary>
    public decimal OffChipWord { get; } = (decimal)technology["offChip.packetTime"].Value * 1000 / (decimal)technology["offChip.packetWords"].Value;

    private static long Time(TechnologySpec technology, string key, bool isBasic = true) =>
        (long)Math.Round((decimal)(isBasic ? technology[key].Value : Value(technology, key, 0)) * 1000);

    // Of a component that the chip may lack, and with it the constant.
    private static double Value(TechnologySpec technology, string key, double otherwise) =>
        technology.Constants.TryGetValue(key, out TechnologyConstant? constant) ? constant.Value : otherwise;
}
