using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>What no single key of a sweep file can tell: names that exist, knobs that do not contradict each other, points that can be counted.</summary>
internal static class SweepFileCheck
{
    private const long MostPoints = 1_000_000;

    /// <exception cref="InputException">Something is wrong.</exception>
    public static void Check(SweepFile file, JsonPlace place)
    {
        string? twice = file.Columns.GroupBy(key => key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw place.At("knobs").Fault($"vary {twice} twice");
        }

        if (file.Settings.Select(setting => setting[..setting.IndexOf('=', StringComparison.Ordinal)]).FirstOrDefault(key => file.Columns.Contains(key) || SweepKnobReader.RunKeys.Contains(key)) is { } both)
        {
            throw place.At("set").Fault($"sets {both}, which {(file.Columns.Contains(both) ? "a knob varies" : "has a key of its own in this file")}");
        }

        long points = 1;
        foreach (SweepKnob knob in file.Knobs)
        {
            points = file.Design == SweepDesign.Grid ? Math.Min(points * knob.Values.Length, MostPoints + 1) : points;
            if (file.Design == SweepDesign.List && knob.Values.Length != file.Knobs[0].Values.Length)
            {
                throw place.At("knobs").Fault($"of a list have equally many values; {file.Knobs[0].Keys[0]} has {file.Knobs[0].Values.Length}, {knob.Keys[0]} {knob.Values.Length}");
            }
        }

        points *= (long)file.Networks.Length * file.Seeds.Length * Math.Max(1, file.Count);
        if (points > MostPoints)
        {
            throw place.At("knobs").Fault($"make more than {MostPoints} points; use fewer values, or \"design\": \"latinHypercube\" with a count");
        }

        ConfigurationCatalog catalog = ConfigurationCatalog.Shipped();
        try
        {
            _ = ArchitectureLoader.Load(file.Architecture, file.Settings);
        }
        catch (InputException error)
        {
            throw new InputException(file.Place, $"architecture, set: {error.Message}", error);
        }

        foreach (string network in file.Networks)
        {
            NetworkGraph graph = Network(file, catalog, network);
            if (file.AccuracyImages > 0 && (!graph.HasWeights || !file.UsesWeights))
            {
                throw place.At("accuracy").Fault($"needs weights, which network '{graph.Name}' {(graph.HasWeights ? "is not to use here (\"weights\": false)" : "has not")}");
            }
        }
    }

    private static NetworkGraph Network(SweepFile file, ConfigurationCatalog catalog, string network)
    {
        try
        {
            return NetworkReader.Read(catalog.ResolveNetwork(network));
        }
        catch (InputException error)
        {
            throw new InputException(file.Place, $"network: {error.Message}", error);
        }
    }
}
