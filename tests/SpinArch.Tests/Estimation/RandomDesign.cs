using System.Globalization;
using SpinArch.Compilation;
using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Estimation;

/// <summary>A network on a chip, both drawn at random, estimated and simulated.</summary>
internal sealed record RandomDesign(string Text, ArchitectureSpec Spec, NetworkGraph Graph, int Samples, int Inputs)
{
    /// <summary>Keys that make places scarce and results late; a scarce design takes some of them.</summary>
    private static readonly string[] Scarcities =
    [
        "adc.latencyNs=40", "adc.latencyNs=100", "sampler.normaliseNs=100", "sequencer.queueDepth=1", "sequencer.queueDepth=2",
        "sequencer.queueDepth=3", "input.banks=1", "link.receiveFlits=1", "link.receiveFlits=3", "latch.banks=1", "sampler.banks=1",
        "sigmaInput.banks=1", "sampleHold.banks=1", "link.bufferFlits=1", "link.flitNs=3", "vector.width=1",
    ];

    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>Whether some layer has more than one copy.</summary>
    public bool HasCopies => Spec.Mapping.Replicas > 1 || !Spec.Mapping.TileBudget.IsUnbounded || Graph.Layers.Any(layer => layer.Replicas > 1);

    /// <summary>Whether blocks of some layer share crossbar pairs.</summary>
    public bool IsRewritten => Partitioner.Partition(Graph, Spec).Layers.Any(layer => layer.FanIn.IsInTurn(Spec.Crossbar.PairsPerTile));

    public static RandomDesign Draw(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [random.Next(20, 500), .. Enumerable.Range(0, random.Next(0, 3)).Select(_ => random.Next(10, 250)), random.Next(2, 60)];
        string[] settings =
        [
            $"crossbar.rows={Pick("16", "32", "48", "64", "100", "128", "200", "256")}",
            $"crossbar.columns={Pick("16", "32", "64", "100", "128", "256")}",
            $"crossbar.columnReadNs={Pick("2", "5", "10", "12.5", "20")}",
            $"crossbar.columnSum={Pick("digital", "digital", "neuron")}",
            $"sampler.lanes={Pick("8", "16", "32", "64", "128", "256")}",
            $"sampler.variables={Pick("1", "3", "5")}",
            $"sampler.banks={random.Next(2, 5)}",
            $"sigmaInput.banks={random.Next(2, 4)}",
            $"sampleHold.banks={random.Next(2, 4)}",
            $"scaler.width={Pick("rows", "32", "128")}",
            $"adc.intervalNs={Pick("0.5", "1", "2", "3.3", "5", "8")}",
            $"adc.perTile={Pick("1", "1", "2", "4")}",
            $"adc.latencyNs={Pick("0", "1", "3")}",
            $"adc.bits={Pick("4", "8")}",
            $"dac.bits={Pick("4", "8")}",
            $"vector.width={Pick("1", "2", "4", "16", "64")}",
            $"link.flitBits={Pick("32", "32", "48", "96")}",
            $"link.hopNs={Pick("1", "1", "2")}",
            $"mapping.placement={Pick("rowMajor", "snake", "optimized")}",
            $"mapping.fanIn={Pick("gather", "chain", "tree", "time-multiplex")}",
            $"mapping.blocks={Pick("balanced", "balanced", "greedy")}",
            $"crossbar.pairsPerTile={Pick("2", "4", "16")}",
            .. Pick("", "", "crossbar.blocksPerTile=16", "crossbar.pairsPerTile=1 crossbar.blocksPerTile=7", "crossbar.pairsPerTile=2 crossbar.blocksPerTile=4")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries),
            $"sequencer.queueDepth={Pick("4", "8", "16")}",
            $"mapping.muReuse={Pick("true", "false")}",
            $"crossbar.rowWriteNs={Pick("1", "10", "25")}",
        ];
        if (!settings.Contains("crossbar.columnSum=neuron"))
        {
            settings = [.. settings, $"weight.meanBits={Choose(1, 4, 6, 7)}", $"weight.sigmaBits={Choose(2, 4)}", $"weight.cellBits={Choose(1, 2, 4, 4, 7)}"];
        }

        // Times of every kind, of which half fit no other: a draw of its own, so that the designs stay what they were.
        var timed = new Random(-1 - seed);
        settings =
        [
            .. settings,
            $"clock.periodNs={Time("1", "0.7", "1.3")}", $"link.flitNs={Time("1", "0.4", "1.5", "2.3")}", $"link.hopNs={Time("1", "2", "0.3", "1.7")}",
            $"crossbar.rowWriteNs={Time("1", "10", "25", "2.5", "7.77")}", $"sampler.resetNs={Time("1", "0", "0.6")}", $"sampler.relaxNs={Time("1", "0", "3.1")}",
            $"sampler.rowReadNs={Time("1", "0.9", "1.21")}", $"sampler.normaliseNs={Time("1", "0", "2.7")}", $"adc.latencyNs={Time("0", "1", "3", "5.5")}",
        ];

        // Every fourth has arrays that take turns, with the relaxation and the banks that make sense of them.
        var turned = new Random(-1_000_000 - seed);
        if (turned.Next(4) == 0)
        {
            int arrays = turned.Next(2, 9);
            settings = [.. settings, $"sampler.arrays={arrays}", $"sampler.relaxNs={turned.Next(1, 10 * arrays)}",
                $"sampler.banks={turned.Next(2, arrays + 2)}"];
        }

        int samples = Choose(1, 2, 5, 10, 20);
        int inputs = Choose(1, 1, 2, 4, 8);
        settings = [.. settings, $"mapping.replicas={Choose(1, 1, Math.Min(2, samples), Math.Min(3, samples))}"];
        NetworkGraph graph = Simulated.Timing(sizes);
        if (random.Next(4) == 0)
        {
            int own = random.Next(graph.Layers.Length);
            FanInKind kind = Enum.GetValues<FanInKind>()[random.Next(4)];
            graph = graph with { Layers = graph.Layers.SetItem(own, graph.Layers[own] with { FanIn = kind }) };
        }

        // Every other design has copies of its own for some layers.
        var dealt = new Random(seed);
        if (seed % 2 == 1)
        {
            graph = graph with { Layers = [.. graph.Layers.Select(layer => layer with { Replicas = dealt.Next(4) == 0 ? null : dealt.Next(1, Math.Min(samples, 5) + 1) })] };
        }

        // And every eighth lets the compiler choose them.
        if (seed % 8 == 6)
        {
            settings = [.. settings, "mapping.replicas=1", $"mapping.tileBudget={new NetworkEstimator(graph).Estimate(Load([.. settings, "mapping.replicas=1"]), samples, inputs).Tiles * dealt.Next(10, 30) / 10}"];
        }

        ArchitectureSpec spec = Load(settings);
        if (random.Next(2) == 0)
        {
            int tiles = new NetworkEstimator(graph).Estimate(spec, samples, inputs).Tiles;
            int width = (int)Math.Ceiling(Math.Sqrt(tiles)) + random.Next(0, 4);
            settings = [.. settings, $"mesh.width={width}", $"mesh.port={random.Next(0, width)},0"];
            spec = Load(settings);
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {string.Join('-', sizes)}, {samples} samples, {inputs} inputs, {string.Join(' ', settings)}, layers {string.Join(' ', graph.Layers.Select(layer => $"{layer.FanIn}x{layer.Replicas}"))}");
        return new RandomDesign(text, spec, graph, samples, inputs);

        string Time(string usual, params string[] others) => timed.Next(2) == 0 ? usual : others[timed.Next(others.Length)];

        string Pick(params string[] values) => values[random.Next(values.Length)];

        int Choose(params int[] values) => values[random.Next(values.Length)];
    }

    /// <summary>The design with up to three settings that make places scarce and results late.</summary>
    public RandomDesign Scarce(int seed)
    {
        var random = new Random((7 * seed) + 1);
        string[] scarce = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Scarcities[random.Next(Scarcities.Length)])];
        ArchitectureSpec spec = scarce.Aggregate(Spec, (current, setting) =>
            KeyTable.Find(setting.Split('=')[0])!.Apply(current, setting.Split('=')[1]));
        return this with { Text = $"{Text} {string.Join(' ', scarce)}", Spec = spec };
    }

    /// <summary>The architecture under settings, of which a later one stands for an earlier one of the same key.</summary>
    public static ArchitectureSpec Load(params string[] settings) => ArchitectureLoader.Load(
        "all-spin", settings.GroupBy(setting => setting.Split('=')[0]).Select(same => same.Last()), environment: NoVariables).Architecture;

    public PointEstimate Estimate() => new NetworkEstimator(Graph).Estimate(Spec, Samples, Inputs);

    public (RunResult Result, ActivityLedger Ledger, EnergyModel Model, CompiledProgram Program) Simulate()
    {
        CompiledProgram program = CompilerPipeline.Compile(Graph, Spec, Samples, Inputs);
        EnergyModel model = EnergyModel.Create(Spec, program);
        var ledger = new ActivityLedger(model.Sites);
        RunResult result = new Machine(Spec, program, new MachineInputs { Seed = 1, Images = [], ArrivalInterval = Picoseconds.Zero }, ledger).Run();
        return (result, ledger, model, program);
    }
}
