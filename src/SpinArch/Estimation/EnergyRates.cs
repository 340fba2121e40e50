using SpinArch.Energy;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>What one count costs at one design point: constants of the technology times times and widths of the architecture.</summary>
internal readonly struct EnergyRates
{
    public EnergyRates(TechnologyCosts costs, ArchitectureSpec spec)
    {
        var laws = new CostLaws(costs.Laws, spec);
        long bits = (long)spec.Sampler.Variables * spec.Sampler.Bits;
        Laws = laws;
        Access = costs.Access;
        ColumnRead = spec.Crossbar.ColumnRead.Value;
        GaussianBits = bits * costs.Bit;
        GaussianSense = bits * costs.Sense;
        Accumulate = costs.AluAdd.Over(Access);
        Add = costs.AluAdd.Over(Access, laws.Clocked);
        Multiply = costs.AluMultiply.Over(Access, laws.Clocked);
        AluLeakage = costs.AluLeakage.Over(1);
        int scaling = costs.DacScalesWithBits ? spec.Dac.Bits : 1;
        Dac = costs.Dac.Over(ColumnRead, scaling * laws.Settling);
        DacLeakage = costs.DacLeakage.Over(1, scaling);
        (double level, double offState) = AnalogTerms.CellJoules(spec, spec.Weight.MeanCellMaximum, costs.Volts, costs.UnityResistance, costs.MagnetoResistance);
        MeanLevel = Quectojoules.FromJoules(level);
        MeanOffState = Quectojoules.FromJoules(offState);
        (level, offState) = AnalogTerms.CellJoules(spec, spec.Weight.SigmaCellMaximum, costs.Volts, costs.UnityResistance, costs.MagnetoResistance);
        SigmaLevel = Quectojoules.FromJoules(level);
        SigmaOffState = Quectojoules.FromJoules(offState);
        NeuronWrite = Quectojoules.FromFemtojoules(costs.NeuronWrite, laws.Neuron) + Quectojoules.FromFemtojoules(costs.NeuronReset, laws.Neuron);
        Capture = costs.SampleHold.Over(Access);
        SampleHoldLeakage = costs.SampleHoldLeakage.Over(1);
        Conversion = costs.Adc.Over(Access, laws.ConverterBits(spec.Adc.Bits) * laws.ConversionRate);
        AdcLeakage = costs.AdcLeakage.Over(1, laws.ConverterBits(spec.Adc.Bits));
        NeuronConversion = costs.Adc.Over(Access, laws.ConverterBits(spec.Neuron.Bits) * laws.ConversionRate);
        NeuronAdcLeakage = costs.AdcLeakage.Over(1, laws.ConverterBits(spec.Neuron.Bits));
        ShiftAdd = costs.ShiftAdd.Over(Access, laws.ConversionRate);
        ShiftAddLeakage = costs.ShiftAddLeakage.Over(1);
        Receive = costs.ReceiveBuffer.Over(Access, laws.Received);
        Inject = costs.ReceiveBuffer.Over(Access, laws.Linked * laws.FlitWidth);
    }

    /// <summary>What the design pays beyond the published points.</summary>
    public CostLaws Laws { get; }

    public long Access { get; }

    public long ColumnRead { get; }

    public Quectojoules GaussianBits { get; }

    public Quectojoules GaussianSense { get; }

    /// <summary>An addition of the sampler, which its own times pace.</summary>
    public Quectojoules Accumulate { get; }

    public Quectojoules Add { get; }

    public Quectojoules Multiply { get; }

    public Quectojoules AluLeakage { get; }

    public Quectojoules Dac { get; }

    public Quectojoules DacLeakage { get; }

    public Quectojoules MeanLevel { get; }

    public Quectojoules MeanOffState { get; }

    public Quectojoules SigmaLevel { get; }

    public Quectojoules SigmaOffState { get; }

    public Quectojoules NeuronWrite { get; }

    public Quectojoules Capture { get; }

    public Quectojoules SampleHoldLeakage { get; }

    public Quectojoules Conversion { get; }

    public Quectojoules AdcLeakage { get; }

    public Quectojoules NeuronConversion { get; }

    public Quectojoules NeuronAdcLeakage { get; }

    public Quectojoules ShiftAdd { get; }

    public Quectojoules ShiftAddLeakage { get; }

    public Quectojoules Receive { get; }

    public Quectojoules Inject { get; }
}
