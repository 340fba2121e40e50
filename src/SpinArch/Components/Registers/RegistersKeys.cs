using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Registers;

/// <summary>What can be set of the register files, and the constants that it rests on.</summary>
internal static class RegistersKeys
{
    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
        [];

    /// <summary>The constants.</summary>
    public static ImmutableArray<TechnologyKey> Constants { get; } =
    [
        new("inputRegister.readPower.32", "mW", "Reading a crossbar input register file of 32 rows."),
        new("inputRegister.readPower.64", "mW", "Reading a crossbar input register file of 64 rows."),
        new("inputRegister.readPower.128", "mW", "Reading a crossbar input register file of 128 rows."),
        new("inputRegister.readPower.256", "mW", "Reading a crossbar input register file of 256 rows."),
        new("inputRegister.writePower.32", "mW", "Writing a crossbar input register file of 32 rows."),
        new("inputRegister.writePower.64", "mW", "Writing a crossbar input register file of 64 rows."),
        new("inputRegister.writePower.128", "mW", "Writing a crossbar input register file of 128 rows."),
        new("inputRegister.writePower.256", "mW", "Writing a crossbar input register file of 256 rows."),
        new("inputRegister.leakage.32", "mW", "Leakage of a crossbar input register file of 32 rows."),
        new("inputRegister.leakage.64", "mW", "Leakage of a crossbar input register file of 64 rows."),
        new("inputRegister.leakage.128", "mW", "Leakage of a crossbar input register file of 128 rows."),
        new("inputRegister.leakage.256", "mW", "Leakage of a crossbar input register file of 256 rows."),
        new("inputRegister.area.32", "mm2", "A crossbar input register file of 32 rows."),
        new("inputRegister.area.64", "mm2", "A crossbar input register file of 64 rows."),
        new("inputRegister.area.128", "mm2", "A crossbar input register file of 128 rows."),
        new("inputRegister.area.256", "mm2", "A crossbar input register file of 256 rows."),
        new("outputRegister.power.32", "mW", "An access to a crossbar output register file of 32 rows."),
        new("outputRegister.power.64", "mW", "An access to a crossbar output register file of 64 rows."),
        new("outputRegister.power.128", "mW", "An access to a crossbar output register file of 128 rows."),
        new("outputRegister.power.256", "mW", "An access to a crossbar output register file of 256 rows."),
        new("outputRegister.leakage.32", "mW", "Leakage of a crossbar output register file of 32 rows."),
        new("outputRegister.leakage.64", "mW", "Leakage of a crossbar output register file of 64 rows."),
        new("outputRegister.leakage.128", "mW", "Leakage of a crossbar output register file of 128 rows."),
        new("outputRegister.leakage.256", "mW", "Leakage of a crossbar output register file of 256 rows."),
        new("outputRegister.area.32", "mm2", "A crossbar output register file of 32 rows."),
        new("outputRegister.area.64", "mm2", "A crossbar output register file of 64 rows."),
        new("outputRegister.area.128", "mm2", "A crossbar output register file of 128 rows."),
        new("outputRegister.area.256", "mm2", "A crossbar output register file of 256 rows."),
    ];
}
