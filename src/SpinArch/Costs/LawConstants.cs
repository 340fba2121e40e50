using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>The points that a technology's figures hold for, and how costs grow beyond them; looked up once for many designs.</summary>
internal sealed class LawConstants(TechnologySpec technology)
{
    /// <summary>The period that digital figures hold for [ps].</summary>
    public long DigitalPeriod { get; } = (long)Math.Round(1000 / (decimal)technology["peripheral.clock"].Value);

    /// <summary>How long an access draws its power [ps].</summary>
    public long Access { get; } = Time(technology, "peripheral.accessTime");

    /// <summary>Power of the speed-up by which a digital access costs more.</summary>
    public double DigitalExponent { get; } = technology["peripheral.speedExponent"].Value;

    /// <summary>Column read that the DACs' power holds for [ps].</summary>
    public long ColumnRead { get; } = Time(technology, "crossbar.readTime");

    /// <summary>
    /// Whether bits multiply a DAC's power: the published power is the same at every width and is that of one bit; an architect decides.
    /// </summary>
    public bool DacScalesWithBits { get; } = technology["dac.bitScaling"].Value != 0;

    /// <summary>Factor on an instruction memory for words of eight bytes.</summary>
    public decimal InstructionWidth { get; } = (decimal)technology["instructionMemory.wideFactor"].Value;

    /// <summary>Bits of a cell that its figures hold for.</summary>
    public int CellBits { get; } = (int)technology["crossbar.trackBits"].Value;

    /// <summary>Bits of a neuron that its figures hold for.</summary>
    public int NeuronBits { get; } = (int)technology["neuron.trackBits"].Value;

    /// <summary>Interval of conversions that the converter's figures hold for [ps].</summary>
    public long AdcInterval { get; } = Time(technology, "adc.interval");

    /// <summary>Power of the speed-up by which a conversion costs more.</summary>
    public double AdcExponent { get; } = technology["adc.speedExponent"].Value;

    /// <summary>Bits that the converter's figures hold for.</summary>
    public int AdcBits { get; } = (int)technology["adc.bits"].Value;

    /// <summary>Factor on a converter for each bit beyond.</summary>
    public double AdcBitFactor { get; } = technology["adc.bitFactor"].Value;

    /// <summary>Entries of the published receive buffer.</summary>
    public decimal BufferEntries { get; } = (decimal)technology["receiveBuffer.entries"].Value;

    /// <summary>Bits of a flit that router and buffer figures hold for.</summary>
    public decimal FlitBits { get; } = (decimal)technology["router4.width"].Value;

    /// <summary>Flits of an input's buffer that the router's figures contain.</summary>
    public int InputFlits { get; } = (int)technology["router4.bufferFlits"].Value;

    /// <summary>Time of a word over one off-chip link [ps].</summary>
    public decimal OffChipWord { get; } = (decimal)technology["offChip.packetTime"].Value * 1000 / (decimal)technology["offChip.packetWords"].Value;

    private static long Time(TechnologySpec technology, string key) => (long)Math.Round((decimal)technology[key].Value * 1000);
}
