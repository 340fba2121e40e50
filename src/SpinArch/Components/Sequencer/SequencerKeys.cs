using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Sequencer;

/// <summary>What can be set of the sequencer, and the constants that it rests on.</summary>
internal static class SequencerKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Key.Resource("sequencer.queueDepth", "operation", 1, 1024, "Operations that wait at each unit.",
            spec => spec.Sequencer.QueueDepth,
            (spec, value) => spec with { Sequencer = new SequencerSpec { QueueDepth = value } }),
    ];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("dataMemory.power.256", "mW", "An access to a data memory of 256 B."),
        new("dataMemory.power.512", "mW", "An access to a data memory of 512 B."),
        new("dataMemory.power.1024", "mW", "An access to a data memory of 1024 B."),
        new("dataMemory.power.2048", "mW", "An access to a data memory of 2048 B."),
        new("dataMemory.leakage.256", "mW", "Leakage of a data memory of 256 B."),
        new("dataMemory.leakage.512", "mW", "Leakage of a data memory of 512 B."),
        new("dataMemory.leakage.1024", "mW", "Leakage of a data memory of 1024 B."),
        new("dataMemory.leakage.2048", "mW", "Leakage of a data memory of 2048 B."),
        new("dataMemory.area.256", "mm2", "A data memory of 256 B."),
        new("dataMemory.area.512", "mm2", "A data memory of 512 B."),
        new("dataMemory.area.1024", "mm2", "A data memory of 1024 B."),
        new("dataMemory.area.2048", "mm2", "A data memory of 2048 B."),
        new("instructionMemory.power.512", "mW", "An access to an instruction memory of 512 entries."),
        new("instructionMemory.power.1024", "mW", "An access to an instruction memory of 1024 entries."),
        new("instructionMemory.power.2048", "mW", "An access to an instruction memory of 2048 entries."),
        new("instructionMemory.leakage.512", "mW", "Leakage of an instruction memory of 512 entries."),
        new("instructionMemory.leakage.1024", "mW", "Leakage of an instruction memory of 1024 entries."),
        new("instructionMemory.leakage.2048", "mW", "Leakage of an instruction memory of 2048 entries."),
        new("instructionMemory.area.512", "mm2", "An instruction memory of 512 entries."),
        new("instructionMemory.area.1024", "mm2", "An instruction memory of 1024 entries."),
        new("instructionMemory.area.2048", "mm2", "An instruction memory of 2048 entries."),
        new("instructionMemory.wideFactor", "1", "Factor on an instruction memory for 8-byte words: sqrt 8."),
        new("coreControl.power", "mW", "Control of a core."),
        new("coreControl.area", "mm2", "Control of a core."),
        new("tileControl.power", "mW", "Control of a tile."),
        new("tileControl.area", "mm2", "Control of a tile."),
    ];
}
