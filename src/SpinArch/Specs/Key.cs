using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>The usual kinds of key, for the lists of components.</summary>
internal static class Key
{
    /// <summary>Most rows and columns of a crossbar, and of what is as wide as it.</summary>
    public const int MostRows = 65536;

    /// <summary>A count that a compiled program depends on.</summary>
    public static CountKey Count(
        string name, string unit, int minimum, int maximum, string summary, Func<ArchitectureSpec, int, ArchitectureSpec> set) =>
        new(name, unit, minimum, maximum, summary, set);

    /// <summary>A count that a compiled program does not depend on.</summary>
    public static CountKey Resource(
        string name, string unit, int minimum, int maximum, string summary, Func<ArchitectureSpec, int> get,
        Func<ArchitectureSpec, int, ArchitectureSpec> set) =>
        new(name, unit, minimum, maximum, summary, set) { KeepsProgram = true, Get = get };

    /// <summary>The depth of a store.</summary>
    public static CountKey Banks(
        string name, string summary, Func<ArchitectureSpec, int> get, Func<ArchitectureSpec, int, ArchitectureSpec> set) =>
        new(name, "bank", 1, 16, summary, set) { KeepsProgram = true, Get = get };

    /// <summary>A time.</summary>
    public static TimeKey Time(
        string name, bool mayBeZero, string summary, Func<ArchitectureSpec, Picoseconds> get,
        Func<ArchitectureSpec, Picoseconds, ArchitectureSpec> set) =>
        new(name, mayBeZero, summary, set) { Get = get };

    /// <summary>A width in items at once, which may follow the rows of the crossbars.</summary>
    public static ExtentKey Width(
        string name, string unit, string summary, Func<ArchitectureSpec, Extent> get,
        Func<ArchitectureSpec, Extent, ArchitectureSpec> set) =>
        new(name, unit, MostRows, [ExtentKey.RowsWord, "unbounded"], summary, set) { KeepsProgram = true, Get = get };
}
