using System.Globalization;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>What no single key of a sweep file can tell: names that exist, knobs that do not contradict each other, points that can be counted.</summary>
internal static class SweepFileCheck
{
    private const long MostPoints = 1_000_000;

    /// <param name="file">The file.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="isEvery">Whether every point is looked at, so that they must be counted.</param>
    /// <exception cref="InputException">Something is wrong.</exception>
    public static void Check(SweepFile file, JsonPlace place, bool isEvery)
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

        if (file.Settings.FirstOrDefault(setting => setting.StartsWith(SweepPhysics.Prefix, StringComparison.Ordinal)) is { } set)
        {
            throw place.At("set").Fault($"sets {set.Split('=')[0]}, a parameter of the device; write a knob of one value, or a device file");
        }

        if (file.Physics is null
            && file.Columns.FirstOrDefault(key => key.StartsWith(SweepPhysics.Prefix, StringComparison.Ordinal)) is { } physical)
        {
            throw place.At("knobs").Fault($"vary {physical}, a parameter of a device; say which: \"device\": {{ \"name\": ... }}");
        }

        if (file.Physics?.Plan.Settled is not null && file.Columns.Contains(SweepPhysics.Prefix + "sense.delay"))
        {
            throw place.At("device.settled").Fault("and the knob physics.sense.delay both say when junctions are read; leave one of them out");
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
        if (isEvery && points > MostPoints)
        {
            throw place.At("knobs").Fault($"make more than {MostPoints} points; use fewer values, \"design\": \"latinHypercube\" with a count, or 'search'");
        }

        ConfigurationCatalog catalog = ConfigurationCatalog.Shipped();
        ArchitectureSpec spec = Architecture(file, catalog);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in file.Networks)
        {
            NetworkGraph graph = Network(file, catalog, name);
            if (!paths.Add(Path.GetFullPath(graph.Place)))
            {
                throw place.At("networks").Fault($"name {graph.Place} twice");
            }

            bool draws = graph.HasWeights && file.UsesWeights;
            if (file.Seeds.Length > 1 && !draws)
            {
                throw place.At("seeds").Fault($"are several, and nothing is drawn for network '{graph.Name}', which {Without(graph)}");
            }

            if (file.AccuracyImages > 0)
            {
                Accuracy(file, place, spec, draws ? graph : throw place.At("accuracy").Fault($"needs weights, which network '{graph.Name}' {Without(graph)}"));
            }
        }
    }

    private static string Without(NetworkGraph graph) => graph.HasWeights ? "is not to use here (\"weights\": false)" : "has not";

    private static void Accuracy(SweepFile file, JsonPlace place, ArchitectureSpec spec, NetworkGraph graph)
    {
        int samples = file.Knobs.Where(knob => knob.Keys.Contains("samples")).SelectMany(knob => knob.Values)
            .Select(value => int.Parse(value, CultureInfo.InvariantCulture)).DefaultIfEmpty(file.Samples).Max();
        var run = new InferenceRun
        {
            Network = graph,
            Architecture = spec,
            Data = IdxDataSet.Read(PointRunner.Images, IdxSplit.Test),
            Images = file.AccuracyImages,
            Samples = samples,
        };
        try
        {
            _ = run.Check();
        }
        catch (InputException error)
        {
            throw new InputException(place.File, $"accuracy of network '{graph.Name}': {error.Message}", error);
        }
    }

    // With every technology that a knob names, since each brings constants of its own.
    private static ArchitectureSpec Architecture(SweepFile file, ConfigurationCatalog catalog)
    {
        string[] technologies = [.. file.Technologies.Select(name => SweepFile.Located(file.Place, "knobs: technology", name, catalog.Technologies))];
        try
        {
            ArchitectureStack stack = ArchitectureLoader.Open(file.Architecture);
            ArchitectureSpec spec = stack.With(file.Settings).Architecture;
            foreach (string technology in technologies)
            {
                _ = stack.With([.. file.Settings, $"{ConfigurationLayer.TechnologyKey}={technology}"]);
            }

            return spec;
        }
        catch (InputException error)
        {
            throw new InputException(file.Place, $"architecture, set: {error.Message}", error);
        }
    }

    private static NetworkGraph Network(SweepFile file, ConfigurationCatalog catalog, string network)
    {
        string located = SweepFile.Located(file.Place, "network", network, catalog.Networks);
        try
        {
            return NetworkReader.Read(catalog.ResolveNetwork(located));
        }
        catch (InputException error)
        {
            throw new InputException(file.Place, $"network: {error.Message}", error);
        }
    }
}
