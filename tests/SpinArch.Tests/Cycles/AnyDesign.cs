using System.Globalization;
using SpinArch.Compilation;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Cycles;

/// <summary>
/// A small network on some shipped architecture of which any key may have been halved, doubled or set to the least: settings that nobody
/// has thought of.
/// </summary>
internal sealed record AnyDesign(string Text, ArchitectureSpec Spec, NetworkGraph Graph, int Samples, int Inputs, Picoseconds Arrival)
{
    private static readonly string[] Architectures =
        ["all-spin", "all-spin", "all-spin", "all-spin-relaxed", "in-cell", "spindrop", "spatial-spindrop", "scale-dropout", "vibnn"];

    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>Draws one; null where it cannot be built, or a test has no time for it.</summary>
    public static AnyDesign? Draw(int seed, int mostTiles)
    {
        var random = new Random(seed);
        string name = Architectures[random.Next(Architectures.Length)];
        try
        {
            var settings = new Dictionary<string, string>();
            ArchitectureSpec spec = Load(name, settings);
            foreach (ConfigurationKey key in ComponentCatalog.KeysOf(ComponentCatalog.Of(spec)).Where(key => key.KeepsProgram))
            {
                ArchitectureSpec changed = spec;
                for (int times = random.Next(4) == 0 ? random.Next(1, 5) : 0; times > 0; times--)
                {
                    bool isTwice = random.Next(2) == 0;
                    changed = key.Scaled(changed, isTwice) is { } other ? key.Apply(changed, other) : changed;
                }

                if (!ReferenceEquals(changed, spec))
                {
                    settings[key.Name] = key.TextOf(changed)!;
                }
            }

            bool isElements = name == "vibnn";
            if (!isElements)
            {
                Set("crossbar.rows", "16", "32", "64", "128", "256");
                Set("crossbar.columns", "16", "64", "128", "256");
                Set("crossbar.pairsPerTile", "1", "2", "4");
                Set("mapping.fanIn", "gather", "chain", "tree", "timeMultiplex");
                Set("mapping.replicas", "1", "1", "1", "2", "3");
                Set("link.flitBits", "32", "48", "96");
                Set("mapping.placement", "rowMajor", "snake");
                if (name.StartsWith("all-spin", StringComparison.Ordinal))
                {
                    Set("crossbar.columnSum", "digital", "digital", "neuron");
                    Set("mapping.muReuse", "true", "false");
                    Set("crossbar.blocksPerTile", "0", "0", "8");
                    Set("weight.cellBits", "1", "2", "4", "4");
                    Set("sampler.variables", "1", "3", "8");
                }
            }

            spec = Load(name, settings);
            int[] sizes = [random.Next(10, 300), .. Enumerable.Range(0, random.Next(0, 3)).Select(_ => random.Next(5, 120)),
                random.Next(2, 30)];
            NetworkGraph graph = Simulated.Timing(sizes);
            int samples = random.Next(4) == 0 ? 1 : 24;
            int inputs = samples == 1 ? 24 : random.Next(4) == 0 ? 8 : 1;
            var arrival = new Picoseconds(inputs == 1 || random.Next(3) > 0 ? 0
                : random.Next(1, 60) * 1000 * (long)samples * random.Next(1, 100));
            string text = string.Create(CultureInfo.InvariantCulture,
                $"seed {seed}: {name} {string.Join('-', sizes)}, {samples} samples, {inputs} inputs every {arrival.Nanoseconds} ns, {string.Join(' ', settings.Select(pair => $"--set {pair.Key}={pair.Value}"))}");
            var design = new AnyDesign(text, spec, graph, samples, inputs, arrival);
            return design.Compile(spec).Tiles.Length > mostTiles ? null : design;

            void Set(string key, params string[] values) => settings[key] = values[random.Next(values.Length)];
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>The report of its run.</summary>
    public RunReport Report() => new SimulationJob
    {
        Spec = Spec,
        Program = Compile(Spec),
        Inputs = null,
        Seed = 1,
        ArrivalInterval = Arrival,
    }.Run().Report;

    /// <summary>What a simulation that goes on until it comes round says with one key changed [ns].</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isOfInputs">Whether inputs are meant, in place of samples.</param>
    public double? IntervalWith(string key, string value, bool isOfInputs)
    {
        ArchitectureSpec changed = KeyTable.Find(key)!.Apply(Spec, value);
        Program program = isOfInputs ? CompilerPipeline.Compile(Graph, changed, Samples, 400)
            : CompilerPipeline.Compile(Graph, changed, Samples, 1);
        RunResult result = new Machine(changed, program, new MachineInputs { Seed = 0, Images = [] }).Run();
        return isOfInputs
            ? (result.Completions[^1] - result.Completions[200]).Nanoseconds / 199
            : SteadyInterval.Of(changed, program, result, null, long.MaxValue, CancellationToken.None);
    }

    private Program Compile(ArchitectureSpec spec) => CompilerPipeline.Compile(Graph, spec, Samples, Inputs);

    private static ArchitectureSpec Load(string name, Dictionary<string, string> settings) => ArchitectureLoader.Load(
        name, settings.Select(pair => $"{pair.Key}={pair.Value}"), environment: NoVariables).Architecture;
}
