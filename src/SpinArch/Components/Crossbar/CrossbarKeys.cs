using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Crossbar;

/// <summary>What can be set of the crossbars, and the constants that it rests on.</summary>
internal static class CrossbarKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        new ExtentKey("crossbar.rows", "word line", Key.MostRows, ["unbounded"], "Word lines of a crossbar.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { Rows = value } }),
        new ExtentKey("crossbar.columns", "bit line", Key.MostRows, ["unbounded"], "Bit lines of a crossbar.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { Columns = value } }),
        Key.Time("crossbar.columnReadNs", mayBeZero: false,
            "Reading one column of the mean and the sigma crossbar together, settling included.",
            spec => spec.Crossbar.ColumnRead,
            (spec, value) => spec with { Crossbar = spec.Crossbar with { ColumnRead = value } }),
        Key.Count("crossbar.pairsPerTile", "pair", 1, 256,
            "Mean and sigma crossbar pairs of a tile; of a chip without sigma its crossbars.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { PairsPerTile = value } }),
        new ChoiceKey("crossbar.columnSum", ["digital", "neuron"],
            "Where the mean and the sigma of a column meet: converted apart and added digitally, or as currents in the spin neuron.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { ColumnSum = value == "neuron" ? ColumnSum.Neuron
                : ColumnSum.Digital } }),
        Key.Banks("sampleHold.banks", "Banks of the sample-and-hold.",
            spec => spec.SampleHold.Banks,
            (spec, value) => spec with { SampleHold = new BankSpec { Banks = value } }),
        Key.Count("dac.bits", "bit", 1, 12, "Magnitude bits of a drive code.",
            (spec, value) => spec with { Dac = new DacSpec { Bits = value } }),
        Key.Count("neuron.bits", "bit", 1, 8, "Bits of an activation.",
            (spec, value) => spec with { Neuron = new NeuronSpec { Bits = value } }),
        Key.Count("weight.meanBits", "bit", 1, 7, "Magnitude bits of a mean level; the line gives the sign.",
            (spec, value) => spec with { Weight = spec.Weight with { MeanBits = value } }),
        new CountKey("weight.sigmaBits", "bit", 1, 7, "Bits of a sigma level.",
            (spec, value) => spec with { Weight = spec.Weight with { SigmaBits = value } }) { ExistsWith = ["scaler", "fluctuation"] },
        Key.Count("weight.cellBits", "bit", 1, 7, "Bits that a cell holds; a level with more lies over several bit lines (bit slices).",
            (spec, value) => spec with { Weight = spec.Weight with { CellBits = value } }),
        new ChoiceKey("weight.unity", ["largest", "one"],
            "The weight that the highest level, of crossbar.unityResistance, stands for: the largest of a layer, apart for means and sigmas, or 1.",
            (spec, value) => spec with { Weight = spec.Weight with { Unity = value == "one" ? WeightUnity.One : WeightUnity.Largest } }),
        new FractionKey("device.conductanceSpread", "Standard deviation of a cell's conductance from cell to cell, relative to it.",
            (spec, value) => spec with { Device = spec.Device with { ConductanceSpread = value } }),
        new FractionKey("device.stuckOff", "Share of cells stuck at the lowest conductance.",
            (spec, value) => spec with { Device = spec.Device with { StuckOff = value } }),
        new FractionKey("device.stuckOn", "Share of cells stuck at the highest conductance.",
            (spec, value) => spec with { Device = spec.Device with { StuckOn = value } }),
        new FractionKey("device.readNoise",
            "Standard deviation of a cell's noise in a column read, relative to the current of a cell at the highest level under the highest drive.",
            (spec, value) => spec with { Device = spec.Device with { ReadNoise = value } }),
        new FractionKey("device.lineResistance",
            "Resistance of a line from one cell to the next, relative to that of a cell at the highest level.",
            (spec, value) => spec with { Device = spec.Device with { LineResistance = value } }),
        new FractionKey("device.hops",
            "Mean number of hops of a cell's wall to a neighbouring pinning site since it was written; 'infer --age' derives it.",
            (spec, value) => spec with { Device = spec.Device with { Hops = value } }, most: 1e12),
        Key.Count("device.sites", "site", 2, 128, "Pinning sites of a cell, from its lowest level to its highest.",
            (spec, value) => spec with { Device = spec.Device with { Sites = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("crossbar.cellArea", "mm2", "One weight cell."),
        new("crossbar.supply", "V", "Crossbar supply.", Positive: true),
        new("crossbar.unityResistance", "ohm", "Resistance of a unity weight.", Positive: true),
        new("crossbar.tmr", "1", "Tunnel magnetoresistance: (R_high - R_low) / R_low.", Positive: true),
        new("crossbar.programEnergy", "fJ", "Writing one weight cell, once."),
        new("crossbar.readTime", "ns", "Column read that the DACs' power holds for.", Positive: true),
        new("crossbar.trackBits", "bit", "Bits of a cell that its area and programming energy hold for.", Positive: true),
        new("neuron.current", "uA", "Current that moves the neuron's wall from edge to edge in 1 ns."),
        new("neuron.writeEnergy", "fJ", "Writing one neuron."),
        new("neuron.resetEnergy", "fJ", "Resetting one neuron."),
        new("neuron.area", "mm2", "One neuron."),
        new("neuron.trackBits", "bit", "Bits of a neuron that its area and energies hold for.", Positive: true),
        new("dac.power", "mW", "Driving one word line."),
        new("dac.leakage", "mW", "DAC leakage."),
        new("dac.area", "mm2", "One DAC."),
        new("dac.bitScaling", "1", "1 multiplies the DAC's power by its bits, 0 does not.", IsSwitch: true),
        new("sampleHold.power", "mW", "Holding one column."),
        new("sampleHold.leakage", "mW", "Sample-and-hold leakage."),
        new("sampleHold.area", "mm2", "One sample-and-hold."),
    ];
}
