using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components;

/// <summary>Constants of devices that several components are built of.</summary>
internal static class SharedConstants
{
    /// <summary>Adders and multipliers.</summary>
    public static ImmutableArray<TechnologyKey> Alu { get; } =
    [
        new("alu.addPower", "mW", "Add, compare or shift."),
        new("alu.multiplyPower", "mW", "Multiply."),
        new("alu.dividePower", "mW", "Divide."),
        new("alu.leakage", "mW", "ALU leakage."),
        new("alu.area", "mm2", "One ALU."),
    ];

    /// <summary>Embedded memory with its bus and controller.</summary>
    public static ImmutableArray<TechnologyKey> Edram { get; } =
    [
        new("edram.power", "mW", "An access to a 64 KB eDRAM."),
        new("edram.leakage", "mW", "Leakage of a 64 KB eDRAM."),
        new("edram.area", "mm2", "A 64 KB eDRAM."),
        new("edram.accessTime", "ns", "An access to a 64 KB eDRAM."),
        new("edram.size", "B", "Bytes of such an eDRAM.", Positive: true),
        new("edram.width", "bit", "Bits of an access to it.", Positive: true),
        new("bus.power", "mW", "An access to an eDRAM bus."),
        new("bus.leakage", "mW", "Leakage of an eDRAM bus."),
        new("bus.area", "mm2", "An eDRAM bus."),
        new("controller.power", "mW", "An access to an eDRAM controller."),
        new("controller.leakage", "mW", "Leakage of an eDRAM controller."),
        new("controller.area", "mm2", "An eDRAM controller."),
    ];
}
