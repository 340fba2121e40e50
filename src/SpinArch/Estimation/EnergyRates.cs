using SpinArch.Energy;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>What one count costs at one design point [qJ]: constants of the technology times times and widths of the architecture.</summary>
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
        MeanLevel = Quectojoules.FromJoules(level).Value;
        MeanOffState = Quectojoules.FromJoules(offState).Value;
        (level, offState) = AnalogTerms.CellJoules(spec, spec.Weight.SigmaCellMaximum, costs.Volts, costs.UnityResistance, costs.MagnetoResistance);
        SigmaLevel = Quectojoules.FromJoules(level).Value;
        SigmaOffState = Quectojoules.FromJoules(offState).Value;
        NeuronWrite = Quectojoules.FromFemtojoules(costs.NeuronWrite, laws.Neuron).Value + Quectojoules.FromFemtojoules(costs.NeuronReset, laws.Neuron).Value;
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

    public Int128 GaussianBits { get; }

    public Int128 GaussianSense { get; }

    /// <summary>An addition of the sampler, which its own times pace.</summary>
    public Int128 Accumulate { get; }

    public Int128 Add { get; }

    public Int128 Multiply { get; }

    public Int128 AluLeakage { get; }

    public Int128 Dac { get; }

    public Int128 DacLeakage { get; }

    public Int128 MeanLevel { get; }

    public Int128 MeanOffState { get; }

    public Int128 SigmaLevel { get; }

    public Int128 SigmaOffState { get; }

    public Int128 NeuronWrite { get; }

    public Int128 Capture { get; }

    public Int128 SampleHoldLeakage { get; }

    public Int128 Conversion { get; }

    public Int128 AdcLeakage { get; }

    public Int128 NeuronConversion { get; }

    public Int128 NeuronAdcLeakage { get; }

    public Int128 ShiftAdd { get; }

    public Int128 ShiftAddLeakage { get; }

    public Int128 Receive { get; }

    public Int128 Inject { get; }
}
