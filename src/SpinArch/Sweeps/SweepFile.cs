using System.Collections.Immutable;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>A sweep as its file describes it.</summary>
public sealed record SweepFile
{
    /// <summary>The file.</summary>
    public required string Place { get; init; }

    /// <summary>Name of the sweep.</summary>
    public required string Name { get; init; }

    /// <summary>Networks as named, each with every point of the knobs.</summary>
    public required ImmutableArray<string> Networks { get; init; }

    /// <summary>Whether networks are simulated with their weights and inputs; without them only time and energy, which is faster.</summary>
    public required bool UsesWeights { get; init; }

    /// <summary>The architecture below the knobs.</summary>
    public required string Architecture { get; init; }

    /// <summary>Samples an input, unless a knob says otherwise.</summary>
    public required int Samples { get; init; }

    /// <summary>Inputs, unless a knob says otherwise.</summary>
    public required int Inputs { get; init; }

    /// <summary>Seeds of the draws, each with every point of the knobs.</summary>
    public required ImmutableArray<ulong> Seeds { get; init; }

    /// <summary>Settings of every point, <c>KEY=VALUE</c>, a technology located.</summary>
    public required ImmutableArray<string> Settings { get; init; }

    /// <summary>The knobs.</summary>
    public required ImmutableArray<SweepKnob> Knobs { get; init; }

    /// <summary>How points are made of them.</summary>
    public required SweepDesign Design { get; init; }

    /// <summary>Points of a Latin hypercube.</summary>
    public required int Count { get; init; }

    /// <summary>Seed of a Latin hypercube.</summary>
    public required ulong DesignSeed { get; init; }

    /// <summary>Which points are simulated; null for all.</summary>
    public required SweepScreen? Screen { get; init; }

    /// <summary>Images to infer for accuracy; 0 for none.</summary>
    public required int AccuracyImages { get; init; }

    /// <summary>The device whose parameters are knobs; null where none is.</summary>
    public required SweepPhysics? Physics { get; init; }

    /// <summary>What <c>search</c> looks for; null where the file does not say.</summary>
    public required SearchPlan? Search { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string Hash { get; init; }

    /// <summary>The varied keys in order: columns of the results.</summary>
    public ImmutableArray<string> Columns => [.. Knobs.SelectMany(knob => knob.Keys)];

    /// <summary>The technologies that a knob names, as named; empty where none does.</summary>
    internal IEnumerable<string> Technologies => Knobs.Where(knob => knob.Keys.Contains(ConfigurationLayer.TechnologyKey)).SelectMany(knob => knob.Values);

    /// <summary>A name as it is, and a path from the folder of the sweep file.</summary>
    /// <param name="place">The sweep file.</param>
    /// <param name="kind">What is named.</param>
    /// <param name="named">The name or path.</param>
    /// <param name="known">Names that ship.</param>
    /// <exception cref="InputException">It is neither.</exception>
    internal static string Located(string place, string kind, string named, ImmutableArray<string> known)
    {
        string path = Path.Combine(Path.GetDirectoryName(place) ?? "", named);
        return known.Contains(named) ? named
            : Path.Exists(path) ? path
            : throw new InputException(
                place, $"{kind} '{Quoted.Short(named)}' is neither a known name nor a file, seen from this file's folder; did you mean {NearestName.Of(named, known)}? Known: {string.Join(", ", known)}");
    }
}
