using System.Collections.Frozen;
using System.Collections.Immutable;
using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>The one list of an architecture's keys; a key that is not here does not exist.</summary>
public static class KeyTable
{
    private const int MostRows = 65536;
    private const int WidestMesh = 1024;
    private const int MostTiles = 65536;

    /// <summary>Every key, in the order in which people read them.</summary>
    public static ImmutableArray<ConfigurationKey> All { get; } =
    [
        new ExtentKey("crossbar.rows", "word line", MostRows, ["unbounded"], "Word lines of a crossbar.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { Rows = value } }),
        new ExtentKey("crossbar.columns", "bit line", MostRows, ["unbounded"], "Bit lines of a crossbar.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { Columns = value } }),
        Time("crossbar.columnReadNs", mayBeZero: false, "Reading one column of the mean and the sigma crossbar together, settling included.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { ColumnRead = value } }),
        Count("crossbar.pairsPerTile", "pair", 1, 256, "Mean and sigma crossbar pairs of a tile.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { PairsPerTile = value } }),
        Count("crossbar.blocksPerTile", "block", 0, 16, "Row blocks that a tile can hold under time-multiplex; those beyond its pairs are written onto them in turn. 0: as many as pairs.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { BlocksPerTile = value } }),
        Time("crossbar.rowWriteNs", mayBeZero: false, "Writing one word line of both crossbars of a pair, its levels fetched meanwhile.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { RowWrite = value } }),
        new ChoiceKey("crossbar.columnSum", ["digital", "neuron"],
            "Where the mean and the sigma of a column meet: converted apart and added digitally, or as currents in the spin neuron.",
            (spec, value) => spec with { Crossbar = spec.Crossbar with { ColumnSum = value == "neuron" ? ColumnSum.Neuron : ColumnSum.Digital } }),

        new ExtentKey("sampler.lanes", "Gaussian", MostRows, [ExtentKey.RowsWord, "unbounded"], "Gaussians made at once; \"rows\" follows crossbar.rows.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Lanes = value } }) { KeepsProgram = true },
        Time("sampler.resetNs", mayBeZero: true, "Resetting every row of the random-number arrays at once.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Reset = value } }),
        Time("sampler.relaxNs", mayBeZero: true, "Letting every junction relax to one of its two states.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Relax = value } }),
        Time("sampler.rowReadNs", mayBeZero: true, "Reading one row: one uniform variable of every lane.",
            (spec, value) => spec with { Sampler = spec.Sampler with { RowRead = value } }),
        Time("sampler.normaliseNs", mayBeZero: true, "Making the accumulated sum a Gaussian, overlapped with the next batch.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Normalise = value } }),
        Count("sampler.variables", "variable", 1, 64, "Uniform variables summed to one Gaussian (V).",
            (spec, value) => spec with { Sampler = spec.Sampler with { Variables = value } }),
        Count("sampler.bits", "bit", 1, 16, "Bits of a uniform variable.",
            (spec, value) => spec with { Sampler = spec.Sampler with { Bits = value } }),
        Banks("sampler.banks", "Banks of Gaussians.", (spec, value) => spec with { Sampler = spec.Sampler with { Banks = value } }),

        new ExtentKey("scaler.width", "product", MostRows, [ExtentKey.RowsWord, "unbounded"], "Products x.z a clock; \"rows\" follows crossbar.rows.",
            (spec, value) => spec with { Scaler = spec.Scaler with { Width = value } }) { KeepsProgram = true },
        Banks("sigmaInput.banks", "Banks of the sigma DAC register.", (spec, value) => spec with { SigmaInput = new BankSpec { Banks = value } }),
        Banks("sampleHold.banks", "Banks of the sample-and-hold.", (spec, value) => spec with { SampleHold = new BankSpec { Banks = value } }),
        Banks("input.banks", "Banks of the input register x.", (spec, value) => spec with { Input = new BankSpec { Banks = value } }),
        Banks("latch.banks", "Banks of each kind of latch.", (spec, value) => spec with { Latch = new BankSpec { Banks = value } }),

        Count("adc.bits", "bit", 1, 16, "Bits of a converter's code.", (spec, value) => spec with { Adc = spec.Adc with { Bits = value } }),
        Time("adc.intervalNs", mayBeZero: false, "Between conversions of one converter.",
            (spec, value) => spec with { Adc = spec.Adc with { Interval = value } }),
        Time("adc.latencyNs", mayBeZero: true, "From sampling to code.", (spec, value) => spec with { Adc = spec.Adc with { Latency = value } }),
        Resource("adc.perTile", "converter", 1, 65536, "Converters of a tile.", (spec, value) => spec with { Adc = spec.Adc with { PerTile = value } }),
        new FlagKey("adc.lossless", "Exact sums in place of codes, for studies; time and energy stay.",
            (spec, value) => spec with { Adc = spec.Adc with { Lossless = value } }),
        Count("dac.bits", "bit", 1, 12, "Magnitude bits of a drive code.", (spec, value) => spec with { Dac = new DacSpec { Bits = value } }),
        Count("neuron.bits", "bit", 1, 8, "Bits of an activation.", (spec, value) => spec with { Neuron = new NeuronSpec { Bits = value } }),
        Count("weight.meanBits", "bit", 1, 7, "Magnitude bits of a mean level; the line gives the sign.",
            (spec, value) => spec with { Weight = spec.Weight with { MeanBits = value } }),
        Count("weight.sigmaBits", "bit", 1, 7, "Bits of a sigma level.",
            (spec, value) => spec with { Weight = spec.Weight with { SigmaBits = value } }),
        Count("weight.cellBits", "bit", 1, 7, "Bits that a cell holds; a level with more lies over several bit lines (bit slices).",
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
        new FractionKey("device.readNoise", "Standard deviation of a cell's noise in a column read, relative to the current of a cell at the highest level under the highest drive.",
            (spec, value) => spec with { Device = spec.Device with { ReadNoise = value } }),
        new FractionKey("device.lineResistance", "Resistance of a line from one cell to the next, relative to that of a cell at the highest level.",
            (spec, value) => spec with { Device = spec.Device with { LineResistance = value } }),
        new FractionKey("device.trngBias", "Mean offset of a random bit's probability of being 1 from 1/2.",
            (spec, value) => spec with { Device = spec.Device with { TrngBias = value } }, least: -0.5, most: 0.5),
        new FractionKey("device.trngBiasSpread", "Standard deviation of that offset from junction to junction.",
            (spec, value) => spec with { Device = spec.Device with { TrngBiasSpread = value } }, most: 0.5),
        new FractionKey("device.hops", "Mean number of hops of a cell's wall to a neighbouring pinning site since it was written; 'infer --age' derives it.",
            (spec, value) => spec with { Device = spec.Device with { Hops = value } }, most: 1e12),
        Count("device.sites", "site", 2, 128, "Pinning sites of a cell, from its lowest level to its highest.",
            (spec, value) => spec with { Device = spec.Device with { Sites = value } }),
        Count("device.seed", "chip", 0, int.MaxValue, "Which chip of the population: the draw of its imperfections.",
            (spec, value) => spec with { Device = spec.Device with { Seed = value } }),
        Resource("vector.width", "word", 1, 65536, "Words of the vector unit a clock.", (spec, value) => spec with { Vector = new VectorSpec { Width = value } }),
        Resource("sequencer.queueDepth", "operation", 1, 1024, "Operations that wait at each unit.",
            (spec, value) => spec with { Sequencer = new SequencerSpec { QueueDepth = value } }),

        Time("link.hopNs", mayBeZero: false, "From one router to the next.", (spec, value) => spec with { Link = spec.Link with { Hop = value } }),
        Time("link.flitNs", mayBeZero: false, "Between flits on one link.", (spec, value) => spec with { Link = spec.Link with { Flit = value } }),
        new CountKey("link.flitBits", "bit", 32, 1024, "Bits of a flit: a header of 16 and 16-bit words.",
            (spec, value) => spec with { Link = spec.Link with { FlitBits = value } }, step: 16),
        Resource("link.bufferFlits", "flit", 1, 65536, "Buffer of each router input.", (spec, value) => spec with { Link = spec.Link with { BufferFlits = value } }),
        Resource("link.receiveFlits", "flit", 1, 65536, "Receive buffer of each channel, which is also its credits.",
            (spec, value) => spec with { Link = spec.Link with { ReceiveFlits = value } }),

        new ExtentKey("mesh.width", "tile", WidestMesh, ["auto"], "Tiles in a row of the mesh; \"auto\" takes the smallest square that fits.",
            (spec, value) => spec with { Mesh = spec.Mesh with { Width = value } }),
        new ExtentKey("mesh.height", "tile", WidestMesh, ["auto"], "Tiles in a column of the mesh, likewise.",
            (spec, value) => spec with { Mesh = spec.Mesh with { Height = value } }),
        new PositionKey("mesh.port", WidestMesh - 1, "The router that the port joins: column, row.",
            (spec, value) => spec with { Mesh = spec.Mesh with { PortX = value.X, PortY = value.Y } }),
        Time("clock.periodNs", mayBeZero: false, "The digital clock.", (spec, value) => spec with { Clock = new ClockSpec { Period = value } }),

        new ChoiceKey("mapping.fanIn", FanInNames.All, "How partial sums of a partitioned fan-in are combined; a layer of the network file may name another way.",
            (spec, value) => spec with { Mapping = spec.Mapping with { FanIn = FanInNames.Find(value)!.Value } },
            alias: (FanInNames.Hyphenated, FanInNames.NameOf(FanInKind.TimeMultiplex))),
        new ChoiceKey("mapping.blocks", ["balanced", "greedy"], "How rows and columns are cut: sizes that differ by at most one, or full crossbars and a rest.",
            (spec, value) => spec with { Mapping = spec.Mapping with { GreedyBlocks = value == "greedy" } }),
        Count("mapping.replicas", "copy", 1, MappingSpec.MostReplicas, "Copies of every layer, to which the samples of an input are dealt in turn; a layer of the network file may name another number.",
            (spec, value) => spec with { Mapping = spec.Mapping with { Replicas = value } }),
        new ExtentKey("mapping.tileBudget", "tile", MostTiles, ["none"], "Tiles within which the compiler chooses copies of each layer, so that the longest time of a sample divided by copies is least; layers that name a number keep it.",
            (spec, value) => spec with { Mapping = spec.Mapping with { TileBudget = value } }),
        new ChoiceKey("mapping.placement", ["rowMajor", "snake", "optimized"], "How tiles are laid onto the mesh.",
            (spec, value) => spec with { Mapping = spec.Mapping with { Placement = value } }),
        new FlagKey("mapping.muReuse", "Whether the first layer keeps its mu partial sums across samples.",
            (spec, value) => spec with { Mapping = spec.Mapping with { MuReuse = value } }),
        new FractionKey("activity.meanSquareDrive", "Mean of (drive / full drive) squared where a network carries no weights.",
            (spec, value) => spec with { Activity = spec.Activity with { MeanSquareDrive = value } }),
        new FractionKey("activity.meanLevel", "Mean conductance level, as a fraction of the highest, where a network carries no weights.",
            (spec, value) => spec with { Activity = spec.Activity with { MeanLevel = value } }),
    ];

    private static FrozenDictionary<string, ConfigurationKey> ByName { get; } = All.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);

    private static FrozenDictionary<string, ConfigurationKey> ByAnyCase { get; } = All.ToFrozenDictionary(key => key.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key of this exact name, or null.</summary>
    public static ConfigurationKey? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The key of this name in any case, or null: environment variables are often written in capitals.</summary>
    internal static ConfigurationKey? FindAnyCase(string name) => ByAnyCase.GetValueOrDefault(name);

    /// <summary>Whether some key begins with <paramref name="section"/> and a dot.</summary>
    internal static bool IsSection(string section) => All.Any(key => key.Name.StartsWith(section + ".", StringComparison.Ordinal));

    private static CountKey Count(
        string name, string unit, int minimum, int maximum, string summary, Func<ArchitectureSpec, int, ArchitectureSpec> set) =>
        new(name, unit, minimum, maximum, summary, set);

    private static CountKey Resource(
        string name, string unit, int minimum, int maximum, string summary, Func<ArchitectureSpec, int, ArchitectureSpec> set) =>
        new(name, unit, minimum, maximum, summary, set) { KeepsProgram = true };

    private static CountKey Banks(string name, string summary, Func<ArchitectureSpec, int, ArchitectureSpec> set) =>
        new(name, "bank", 1, 16, summary, set) { KeepsProgram = true };

    private static TimeKey Time(string name, bool mayBeZero, string summary, Func<ArchitectureSpec, Picoseconds, ArchitectureSpec> set) =>
        new(name, mayBeZero, summary, set);
}
