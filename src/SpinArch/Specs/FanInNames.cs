using System.Collections.Immutable;

namespace SpinArch.Specs;

/// <summary>How files, settings and the command line spell <see cref="FanInKind"/>; the one list of it.</summary>
public static class FanInNames
{
    /// <summary>The spellings of files and settings, by kind.</summary>
    public static ImmutableArray<string> All { get; } = ["gather", "chain", "tree", "timeMultiplex"];

    /// <summary>How the command line spells the last one; understood everywhere.</summary>
    public const string Hyphenated = "time-multiplex";

    /// <summary>The spelling of files.</summary>
    public static string NameOf(FanInKind kind) => All[(int)kind];

    /// <summary>The kind of a spelling, or null.</summary>
    public static FanInKind? Find(string name) =>
        name == Hyphenated ? FanInKind.TimeMultiplex
        : All.IndexOf(name) is >= 0 and int kind ? (FanInKind)kind
        : null;
}
