using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Terms of the analog path: DACs, crossbars, spin neurons, sample-and-hold, ADC.</summary>
internal static class AnalogTerms
{
    public static void AddTo(TermBuilder builder)
    {
        AddDacs(builder);
        AddCrossbar(builder, UnitKind.MeanCrossbar, ActivityKind.MeanRead, builder.Spec.Weight.MeanCellMaximum);
        AddCrossbar(builder, UnitKind.SigmaCrossbar, ActivityKind.SigmaRead, builder.Spec.Weight.SigmaCellMaximum);
        AddNeurons(builder);
        AddSampleHold(builder);
        AddConverters(builder);
        AddShiftAdds(builder);
    }

    /// <summary>Energy of one unit of squared drive code times level, and of one unit of squared drive code.</summary>
    /// <remarks>
    /// A word line at code X carries X / Xmax of the supply. Every weight has a cell on the positive and one on the negative
    /// line; one carries the level, G = Goff + level (Gon - Goff) / Lmax, the other rests at Goff. Over a read of duration t
    /// the two dissipate (supply X / Xmax)^2 t (2 Goff + level (Gon - Goff) / Lmax). Level and Lmax are those of a cell: of a slice, where a
    /// weight has several.
    /// </remarks>
    public static (double LevelJoules, double OffStateJoules) CellJoules(ArchitectureSpec spec, int highest)
    {
        TechnologySpec technology = spec.Technology;
        return CellJoules(
            spec,
            highest,
            technology["crossbar.supply"].Value,
            technology["crossbar.unityResistance"].Value,
            technology["crossbar.tmr"].Value);
    }

    /// <summary>The same from constants that the caller has looked up.</summary>
    public static (double LevelJoules, double OffStateJoules) CellJoules(ArchitectureSpec spec, int highest, double supply, double resistance, double tmr)
    {
        double volts = supply / (Math.Pow(2, spec.Dac.Bits) - 1);
        double on = 1 / resistance;
        double off = on / (1 + tmr);
        double perSquaredCode = volts * volts * spec.Crossbar.ColumnRead.Value * 1e-12;
        return (perSquaredCode * (on - off) / highest, perSquaredCode * 2 * off);
    }

    private static void AddDacs(TermBuilder builder)
    {
        // The published power is the same at every width and is that of one bit; an architect decides whether bits multiply it.
        decimal scaling = builder.Value("dac.bitScaling") == 0 ? 1 : builder.Spec.Dac.Bits;
        int sigma = Drive(UnitKind.SigmaDac, "drive", TermScope.Paper, ActivityKind.SigmaDrive);
        int mean = Drive(UnitKind.MeanDac, "drive", TermScope.Paper, ActivityKind.MeanDrive);
        int hold = Drive(UnitKind.MeanDac, "hold", TermScope.System, ActivityKind.MeanHold);
        builder.AddIdle(UnitKind.SigmaDac, "idle", builder.PerTile(Drivers), "dac.leakage", scaling, sigma);
        builder.AddIdle(UnitKind.MeanDac, "idle", builder.PerTile(Drivers), "dac.leakage", scaling, mean, hold);

        int Drive(UnitKind unit, string action, TermScope scope, ActivityKind activity) => builder.AddAccess(
            unit,
            action,
            scope,
            activity,
            CountBasis.Items,
            builder.EachTile(1),
            builder.Spec.Crossbar.ColumnRead,
            "dac.power",
            "dac.leakage",
            scaling,
            builder.Laws.Settling,
            "dac.bitScaling");

        static long Drivers(TileDevices tile) => (long)tile.Pairs * tile.Rows;
    }

    private static void AddCrossbar(TermBuilder builder, UnitKind unit, ActivityKind activity, int highest)
    {
        (double level, double offState) = CellJoules(builder.Spec, highest);
        string[] keys = ["crossbar.supply", "crossbar.unityResistance", "crossbar.tmr"];
        foreach (double supply in builder.Tiles.Select(Supply).Distinct().Order())
        {
            foreach ((string action, QuantumBasis basis, double joules) in new[]
            {
                ("columnRead", QuantumBasis.Quanta, level),
                ("offState", QuantumBasis.Drive, offState),
            })
            {
                builder.Add(
                    unit,
                    action,
                    TermScope.Paper,
                    activity,
                    CountBasis.Activities,
                    builder.PerTile(tile => Supply(tile) == supply ? 1 : 0),
                    Quectojoules.Zero,
                    keys,
                    TermKind.Dynamic,
                    basis,
                    Quectojoules.FromJoules(joules * supply * supply));
            }
        }

        double Supply(TileDevices tile) => unit == UnitKind.SigmaCrossbar ? tile.SigmaSupply : 1;
    }

    private static void AddNeurons(TermBuilder builder)
    {
        foreach ((string action, string key) in new[] { ("write", "neuron.writeEnergy"), ("reset", "neuron.resetEnergy") })
        {
            builder.Add(
                UnitKind.Neuron,
                action,
                TermScope.System,
                ActivityKind.NeuronWrite,
                CountBasis.Activities,
                builder.PerTile(tile => tile.HasNeurons ? 1 : 0),
                builder.Energy(key, builder.Laws.Neuron),
                [key]);
        }
    }

    private static void AddSampleHold(TermBuilder builder)
    {
        builder.Add(
            UnitKind.SampleHold,
            "capture",
            TermScope.System,
            ActivityKind.Capture,
            CountBasis.Items,
            builder.EachTile(1),
            builder.Power("sampleHold.power", builder.Access),
            ["sampleHold.power"]);
        int currents = builder.Spec.Crossbar.ColumnSum == ColumnSum.Digital ? 2 : 1;
        builder.AddIdle(
            UnitKind.SampleHold,
            "idle",
            builder.PerTile(tile => (long)tile.Pairs * builder.Spec.SampleHold.Banks * currents),
            "sampleHold.leakage",
            1);
    }

    // Behind every converter one, where codes of slices are put together.
    private static void AddShiftAdds(TermBuilder builder)
    {
        if (builder.Spec.Weight.Slices == 1)
        {
            return;
        }

        int adding = builder.AddAccess(
            UnitKind.Adc,
            "shiftAdd",
            TermScope.System,
            ActivityKind.Convert,
            CountBasis.Items,
            builder.EachTile(1),
            builder.Access,
            "shiftAdd.power",
            "shiftAdd.leakage",
            law: builder.Laws.ConversionRate,
            otherKeys: ConverterKeys(builder, 0));
        builder.AddIdle(UnitKind.Adc, "shiftAddIdle", builder.EachTile(builder.Spec.Adc.PerTile), "shiftAdd.leakage", 1, adding);
    }

    private static void AddConverters(TermBuilder builder)
    {
        // A tile whose every block is summed in the neuron converts the neuron's few bits; any other tile converts adc.bits.
        foreach (int bits in builder.Tiles.Select(tile => tile.AdcBits).Distinct().Order())
        {
            int converting = builder.AddAccess(
                UnitKind.Adc,
                "conversion",
                TermScope.Paper,
                ActivityKind.Convert,
                CountBasis.Items,
                builder.PerTile(tile => tile.AdcBits == bits ? 1 : 0),
                builder.Access,
                "adc.powerPerBit",
                "adc.leakagePerBit",
                builder.Laws.ConverterBits(bits),
                builder.Laws.ConversionRate,
                ConverterKeys(builder, bits));
            builder.AddIdle(
                UnitKind.Adc,
                "idle",
                builder.PerTile(tile => tile.AdcBits == bits ? builder.Spec.Adc.PerTile : 0),
                "adc.leakagePerBit",
                builder.Laws.ConverterBits(bits),
                converting);
        }
    }

    // The laws that are in force.
    private static string[] ConverterKeys(TermBuilder builder, int bits) =>
    [
        .. builder.Laws.ConversionRate == 1 ? Array.Empty<string>() : ["adc.speedExponent"],
        .. builder.Laws.ConverterArea(bits) == 1 ? Array.Empty<string>() : ["adc.bitFactor"],
    ];
}
