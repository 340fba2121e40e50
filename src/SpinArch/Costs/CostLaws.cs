using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>
/// What a design pays beyond the points that the technology's figures were published for (<c>docs/energy-model.md</c>, section 7): factors
/// on those figures, all 1 at the published point, and none below 1, so that no key gives speed or width away.
/// </summary>
internal readonly struct CostLaws
{
    // Bits of a number that a figure is scaled by; beyond, the design is no design.
    private const int WidestNumber = 64;

    private readonly LawConstants constants;

    /// <summary>The laws at a design point.</summary>
    public CostLaws(LawConstants constants, ArchitectureSpec spec)
    {
        this.constants = constants;
        Clocked = Faster(constants.DigitalPeriod, spec.Clock.Period.Value, constants.DigitalExponent);
        Linked = Faster(constants.DigitalPeriod, Math.Min(spec.Link.Flit.Value, spec.Link.Hop.Value), constants.DigitalExponent);
        FlitWidth = Math.Max(1, spec.Link.FlitBits / constants.FlitBits);
        decimal depth = Math.Max(1, spec.Link.ReceiveFlits / constants.BufferEntries);
        Received = Clocked * (depth == 1 ? 1 : (decimal)Math.Sqrt((double)depth));
        Buffer = depth * FlitWidth;
        InputBuffers = RouterInputs * Math.Max(0, spec.Link.BufferFlits - constants.InputFlits) / constants.BufferEntries * FlitWidth;
        Settling = spec.Crossbar.ColumnRead.Value < constants.ColumnRead ? (decimal)constants.ColumnRead / spec.Crossbar.ColumnRead.Value
            : 1;
        RegisterRead = new Picoseconds(Math.Max(spec.Crossbar.ColumnRead.Value, constants.Access));
        InstructionWidth = constants.InstructionWidth;
        DacScaling = constants.DacScalesWithBits ? spec.Dac.DriverBits : 1;
        ConversionRate = Faster(constants.AdcInterval, spec.Adc.Interval.Value, constants.AdcExponent);
        MeanCell = Track(spec.Weight.MeanSliceBits - constants.CellBits);
        SigmaCell = Track(spec.Weight.SigmaSliceBits - constants.CellBits);
        Neuron = Track(spec.Neuron.Bits - constants.NeuronBits);
        OffChipLinks = (long)Math.Ceiling(spec.Link.WordsPerFlit * constants.OffChipWord / spec.Link.Flit.Value);
    }

    /// <summary>The laws at a design point, constants looked up on the way.</summary>
    public static CostLaws Of(ArchitectureSpec spec) => new(new LawConstants(spec.Technology), spec);

    /// <summary>Inputs of a router: four neighbours and the tile.</summary>
    public static int RouterInputs => 5;

    /// <summary>Energy of an access to a unit on the digital clock.</summary>
    public decimal Clocked { get; }

    /// <summary>Energy of an access to a router or to what feeds it.</summary>
    public decimal Linked { get; }

    /// <summary>Energy of a flit, and area and leakage of a router.</summary>
    public decimal FlitWidth { get; }

    /// <summary>Energy of a word taken from a receive buffer.</summary>
    public decimal Received { get; }

    /// <summary>Area and leakage of the receive buffer of one channel.</summary>
    public decimal Buffer { get; }

    /// <summary>Receive buffers that a router's inputs are worth beyond what its figures contain.</summary>
    public decimal InputBuffers { get; }

    /// <summary>Power of a DAC that settles within a column read.</summary>
    public decimal Settling { get; }

    /// <summary>Energy, leakage and area of an instruction memory, for words of eight bytes.</summary>
    public decimal InstructionWidth { get; }

    /// <summary>One-bit DACs that a DAC counts for.</summary>
    public decimal DacScaling { get; }

    /// <summary>How long a register drives DACs: the column read, and one access at least.</summary>
    public Picoseconds RegisterRead { get; }

    /// <summary>Energy of a conversion for its rate.</summary>
    public decimal ConversionRate { get; }

    /// <summary>Area and programming energy of a mean cell.</summary>
    public decimal MeanCell { get; }

    /// <summary>Area and programming energy of a sigma cell.</summary>
    public decimal SigmaCell { get; }

    /// <summary>Area and energies of a spin neuron.</summary>
    public decimal Neuron { get; }

    /// <summary>Off-chip links that bring a flit in a flit time.</summary>
    public long OffChipLinks { get; }

    /// <summary>
    /// Bits that a converter's power and leakage are multiplied by: its own up to the published ones, which each further bit multiplies.
    /// </summary>
    public decimal ConverterBits(int bits) => bits <= constants.AdcBits ? bits : constants.AdcBits * ConverterArea(bits);

    /// <summary>Area of a converter.</summary>
    public decimal ConverterArea(int bits)
    {
        decimal factor = 1;
        for (int bit = constants.AdcBits; bit < bits; bit++)
        {
            factor *= (decimal)constants.AdcBitFactor;
        }

        return factor;
    }

    /// <summary>An area scaled, in the precision in which reports carry it.</summary>
    public static double Scaled(double area, decimal factor) => factor == 1 ? area : (double)((decimal)area * factor);

    private static decimal Faster(long published, long own, double exponent) =>
        own >= published ? 1 : (decimal)Math.Pow((double)published / own, exponent);

    // A level takes a step of the track.
    private static decimal Track(int bitsBeyond) => bitsBeyond <= 0 ? 1 : 1L << Math.Min(bitsBeyond, WidestNumber - 2);
}
