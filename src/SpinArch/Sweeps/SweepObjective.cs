using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>What points are compared by.</summary>
public static class SweepObjective
{
    /// <summary>The objectives: columns of the results.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["latencyNs", "samplesPerSecond", "energyNj", "areaMm2", "tiles", "accuracy", "calibrationError"];

    /// <summary>Whether more is better; less is, of the others.</summary>
    public static bool IsMaximised(string name) => name is "samplesPerSecond" or "accuracy";

    /// <summary>Whether points have an estimate of it, so that they can be screened by it.</summary>
    public static bool IsEstimated(string name) => name is not ("accuracy" or "calibrationError");

    /// <summary>Reads a list such as <c>latencyNs,energyNj</c>.</summary>
    /// <exception cref="InputException">A name is none, or is given twice.</exception>
    public static ImmutableArray<string> Parse(string place, string list)
    {
        string[] names = NameList.Parse(place, list);
        foreach (string name in names)
        {
            if (!Names.Contains(name))
            {
                throw new InputException(place, $"'{Quoted.Short(name)}' is no objective; did you mean {NearestName.Of(name, Names)}? Allowed: {string.Join(", ", Names)}");
            }
        }

        return [.. names];
    }

    /// <summary>A row's figure; null where it has none.</summary>
    public static double? Of(PointRow row, string name) => name switch
    {
        "latencyNs" => row.LatencyNs,
        "samplesPerSecond" => row.SamplesPerSecond,
        "energyNj" => row.EnergyNj,
        "areaMm2" => row.AreaMm2,
        "tiles" => row.Tiles,
        "accuracy" => row.Accuracy,
        "calibrationError" => row.CalibrationError,
        _ => throw new ArgumentException($"{name} is no objective", nameof(name)),
    };

    /// <summary>The estimate of it; null where there is none.</summary>
    public static double? EstimateOf(PointRow row, string name) => name switch
    {
        "latencyNs" => row.EstLatencyNs,
        "samplesPerSecond" => row.EstSamplesPerSecond,
        "energyNj" => row.EstEnergyNj,
        "areaMm2" => row.EstAreaMm2,
        "tiles" => row.EstTiles,
        "accuracy" or "calibrationError" => null,
        _ => throw new ArgumentException($"{name} is no objective", nameof(name)),
    };
}
