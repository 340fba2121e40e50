namespace SpinArch.Tests.Energy;

/// <summary>
/// What keeps each key of an architecture from giving speed away: a cost in dynamic energy or area, a note that says that its cost is not
/// modelled, or a reason why it needs neither. A key that is not here fails the tests.
/// </summary>
internal static class KeyCosts
{
    /// <summary>Keys that cost: from a slower value to faster ones, under settings that make the key count.</summary>
    public static IReadOnlyDictionary<string, (string[] Values, string[] Settings)> Charged { get; } = new Dictionary<string, (string[], string[])>
    {
        ["crossbar.columns"] = (["128", "64", "32"], []),
        ["crossbar.pairsPerTile"] = (["7", "4", "2"], ["mapping.fanIn=time-multiplex"]),
        ["crossbar.blocksPerTile"] = (["7", "4", "2"], ["mapping.fanIn=time-multiplex"]),
        ["sampler.lanes"] = (["32", "64", "128"], []),
        ["sampler.arrays"] = (["1", "2", "8", "64"], ["sampler.relaxNs=500"]),
        ["sampler.banks"] = (["1", "2", "3", "16"], []),
        ["scaler.width"] = (["8", "16", "128"], []),
        ["sigmaInput.banks"] = (["1", "2", "3", "16"], []),
        ["sampleHold.banks"] = (["1", "2", "3", "16"], []),
        ["input.banks"] = (["1", "2", "3", "16"], []),
        ["latch.banks"] = (["1", "2", "3", "16"], []),
        ["adc.bits"] = (["4", "8", "9", "12", "16"], []),
        ["adc.intervalNs"] = (["1", "0.999", "0.5", "0.1", "0.001"], []),
        ["adc.perTile"] = (["1", "2", "4"], []),
        ["dac.bits"] = (["4", "8", "12"], []),
        ["neuron.bits"] = (["3", "4", "8"], ["crossbar.columnSum=neuron", "crossbar.rows=unbounded", "crossbar.columns=unbounded"]),
        ["weight.meanBits"] = (["4", "5", "7"], []),
        ["weight.sigmaBits"] = (["4", "5", "7"], []),
        ["vector.width"] = (["1", "4", "64"], []),
        ["sequencer.queueDepth"] = (["1", "8", "9", "1024"], []),
        ["link.hopNs"] = (["1", "0.999", "0.5", "0.1", "0.001"], []),
        ["link.flitNs"] = (["1", "0.999", "0.5", "0.1", "0.001"], []),
        ["link.flitBits"] = (["32", "48", "64", "1024"], []),
        ["link.bufferFlits"] = (["4", "5", "64", "4096"], []),
        ["link.receiveFlits"] = (["64", "65", "128", "4096"], []),
        ["clock.periodNs"] = (["1", "0.999", "0.5", "0.1", "0.001"], []),
        ["mapping.replicas"] = (["1", "2", "5"], []),
        ["mapping.tileBudget"] = (["20", "40", "128"], []),
    };

    /// <summary>Keys that no law is known for: a faster value, and settings that make it count.</summary>
    public static IReadOnlyDictionary<string, (string Value, string[] Settings)> Noted { get; } = new Dictionary<string, (string, string[])>
    {
        ["crossbar.columnReadNs"] = ("9.999", []),
        ["crossbar.rowWriteNs"] = ("9.999", ["mapping.fanIn=time-multiplex", "crossbar.blocksPerTile=2"]),
        ["sampler.resetNs"] = ("0.999", []),
        ["sampler.relaxNs"] = ("0", []),
        ["sampler.rowReadNs"] = ("0.5", []),
        ["sampler.normaliseNs"] = ("0", []),
        ["adc.latencyNs"] = ("0", []),
        ["window.readNs"] = ("1.999", []),
        ["window.width"] = ("17", []),
        ["weight.cellBits"] = ("7", ["weight.meanBits=7"]),
    };

    /// <summary>Keys that need neither, and why.</summary>
    public static IReadOnlyDictionary<string, string> Exempt { get; } = new Dictionary<string, string>
    {
        ["crossbar.rows"] = "more rows save tiles as long as lines are ideal: the report's note on lines gives current and loss",
        ["crossbar.columnSum"] = "a choice between two circuits, each charged for what it has: converters and latches, or neurons and a second supply",
        ["sampler.variables"] = "fewer make a worse Gaussian: its price is accuracy, which rng and infer measure",
        ["sampling.scope"] = "nothing for dense layers; of convolutions the report has a note that draws which are kept are not charged for",
        ["window.words"] = "an eDRAM for every 64 KB of them on each tile that takes maps, in area and leakage (a test of its own)",
        ["sampler.bits"] = "changes no time; fewer make a worse Gaussian",
        ["adc.lossless"] = "a study of exact sums; changes no time and no energy",
        ["weight.unity"] = "changes no time; what cells conduct, and levels that are not used",
        ["device.conductanceSpread"] = "an imperfection: ideal at 0, where the page says so",
        ["device.stuckOff"] = "an imperfection",
        ["device.stuckOn"] = "an imperfection",
        ["device.readNoise"] = "an imperfection",
        ["device.lineResistance"] = "an imperfection; at 0 the report has a note on ideal lines",
        ["device.trngBias"] = "an imperfection",
        ["device.trngBiasSpread"] = "an imperfection",
        ["device.hops"] = "an imperfection: age costs nothing",
        ["device.sites"] = "where an aged cell's wall can rest",
        ["device.seed"] = "which chip of the population",
        ["mesh.width"] = "changes ways only; every router costs area and leakage",
        ["mesh.height"] = "likewise",
        ["mesh.port"] = "a place; there is one port wherever it lies",
        ["mapping.fanIn"] = "a way to use the hardware: every word and flit of it is counted",
        ["mapping.blocks"] = "a way to cut, likewise",
        ["mapping.placement"] = "a way to place, likewise",
        ["mapping.muReuse"] = "leaves out reads whose results are kept in latches that are charged",
        ["activity.meanSquareDrive"] = "an assumption about data",
        ["activity.meanLevel"] = "an assumption about data",
    };
}
