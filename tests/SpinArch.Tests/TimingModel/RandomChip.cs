using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using SpinArch.Compilation;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Functional;
using SpinArch.Tests.Hardware;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.TimingModel;

/// <summary>A small network on a chip of which every key that moves a start is drawn, times to the picosecond.</summary>
/// <param name="Text">The design in a line.</param>
/// <param name="Settings">Every key that was drawn, KEY=VALUE.</param>
/// <param name="Configuration">What holds under these settings.</param>
/// <param name="Program">The compiled network.</param>
/// <param name="Images">Its inputs, none for a network without weights.</param>
/// <param name="ArrivalInterval">Picoseconds from one input's arrival to the next one's.</param>
internal sealed partial record RandomChip(
    string Text,
    ImmutableArray<string> Settings,
    EffectiveConfiguration Configuration,
    CompiledProgram Program,
    byte[][] Images,
    long ArrivalInterval)
{
    private const int Attempts = 100;

    /// <summary>The seed's design; where the compiler refuses a draw (no place for a copy, say), the next draw of the same seed.</summary>
    public static RandomChip Draw(int seed)
    {
        var random = new Random(seed);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                return new Drawer(random, seed).Chip();
            }
            catch (InputException)
            {
                // The next attempt draws anew.
            }
        }

        throw new InvalidOperationException($"no draw of seed {seed} can be compiled");
    }

    private sealed partial class Drawer(Random random, int seed)
    {
        private const int PicosecondsInNanosecond = 1000;

        /// <summary>Of arrays that take turns, so that the rest of a design is what it was without them.</summary>
        private readonly Random _arrays = new(-1 - seed);

        /// <summary>Picoseconds of which all times are multiples: with one nothing meets, with many much happens at one instant.</summary>
        private readonly int _grain = random.Next(4) == 0 ? 1 : new[] { 1, 10, 50, 125, 250, 500, 1000 }[random.Next(7)];

        public RandomChip Chip()
        {
            int samples = Small(8);
            int inputs = Small(4);
            NetworkGraph graph = Graph(samples);
            List<string> settings = Settings(samples);
            EffectiveConfiguration configuration = Load(settings);
            CompiledProgram program = CompilerPipeline.Compile(graph, configuration.Architecture, samples, inputs);
            if (random.Next(2) == 0)
            {
                int width = random.Next(1, program.Tiles.Length + 3);
                int height = ((program.Tiles.Length + width - 1) / width) + random.Next(3);
                string port = $"{random.Next(width)},{random.Next(height)}";
                settings.AddRange([$"mesh.width={width}", $"mesh.height={height}", $"mesh.port={port}"]);
                configuration = Load(settings);
                program = CompilerPipeline.Compile(graph, configuration.Architecture, samples, inputs);
            }

            program = Rewritten(program);

            byte[][] images = graph.Layers[0].Mean is not { Length: > 0 } ? [] : RandomNetworks.Images(seed, inputs, graph.Inputs);
            long arrival = random.Next(2) == 0 ? 0 : random.NextInt64(400_000);
            string layers = string.Join(' ', graph.Layers.Select(layer => $"{layer.Rows}x{layer.Outputs} {layer.FanIn} {layer.Replicas},"));
            string work = string.Create(CultureInfo.InvariantCulture, $"{layers} {samples} samples, {inputs} inputs every {arrival} ps");
            return new RandomChip(
                $"{work}, {string.Join(' ', settings)}",
                [.. settings],
                configuration,
                program,
                images,
                arrival);
        }

        /// <summary>
        /// A quarter of all programs with each `column` as its four operations, and a sixth with two neighbours changed about, which may
        /// be a deadlock.
        /// </summary>
        private CompiledProgram Rewritten(CompiledProgram program)
        {
            string text = Disassembler.Disassemble(program, "random");
            string written = random.Next(4) == 0 ? ColumnsInFour().Replace(text, InFour) : text;
            MatchCollection pairs = Neighbours().Matches(written);
            if (random.Next(6) == 0 && pairs.Count > 0)
            {
                Match pair = pairs[random.Next(pairs.Count)];
                written = written[..pair.Index] + pair.Groups[2].Value + pair.Groups[1].Value + written[(pair.Index + pair.Length)..];
            }

            if (written != text)
            {
                program = Assembler.Assemble(written, "random", program.ArchitectureHash);
                ProgramVerifier.Verify(program, "random");
            }

            return program;
        }

        private static EffectiveConfiguration Load(List<string> settings) =>
            ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>());

        private NetworkGraph Graph(int samples)
        {
            int[] sizes = [random.Next(1, 36), .. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(1, 13)), random.Next(1, 7)];
            NetworkGraph graph = random.Next(4) == 0
                ? RandomNetworks.Network(seed, Activation.None, random.Next(2) == 0, sizes)
                : Simulated.Timing(sizes);
            return graph with
            {
                Layers =
                [
                    .. graph.Layers.Select(layer => layer with
                    {
                        FanIn = random.Next(3) == 0 ? Enum.GetValues<FanInKind>()[random.Next(4)] : null,
                        Replicas = random.Next(3) == 0 ? random.Next(1, samples + 1) : null,
                    }),
                ],
            };
        }

        private List<string> Settings(int samples)
        {
            bool neuron = random.Next(5) == 0;
            bool isWritten = random.Next(4) == 0;
            int pairs = Small(isWritten ? 2 : 6);
            int arrays = _arrays.Next(2) == 0 ? 1 : _arrays.Next(2, 9);
            int blocks = isWritten ? pairs + random.Next(1, 6) : random.Next(2) == 0 ? 0 : Math.Min(16, pairs + random.Next(5));
            string mapping = random.Next(5) == 0
                ? $"mapping.tileBudget={random.Next(1, 40)}"
                : $"mapping.replicas={(random.Next(3) == 0 ? random.Next(1, samples + 1) : 1)}";
            List<string> settings =
            [
                $"crossbar.rows={(random.Next(10) == 0 ? "unbounded" : random.Next(1, isWritten ? 8 : 24))}",
                $"crossbar.columns={(random.Next(5) == 0 ? "unbounded" : random.Next(7, 40))}",
                $"crossbar.columnReadNs={Time(1, 12_000)}",
                $"crossbar.pairsPerTile={pairs}",
                $"crossbar.blocksPerTile={blocks}",
                $"crossbar.rowWriteNs={Time(1, 6_000)}",
                $"crossbar.columnSum={(neuron ? "neuron" : "digital")}",
                $"sampler.lanes={Lanes()}",
                $"sampler.resetNs={TimeOrZero(2_000)}",
                $"sampler.relaxNs={Times(TimeOrZero(2_000), _arrays.Next(1, (2 * arrays) + 1))}",
                $"sampler.arrays={arrays}",
                $"sampler.rowReadNs={TimeOrZero(2_000)}",
                $"sampler.normaliseNs={TimeOrZero(8_000)}",
                $"sampler.variables={Small(5)}",
                $"sampler.banks={Small(4)}",
                $"scaler.width={Lanes()}",
                $"sigmaInput.banks={Small(4)}",
                $"sampleHold.banks={Small(4)}",
                $"input.banks={Small(3)}",
                $"latch.banks={Small(3)}",
                $"adc.intervalNs={Time(1, 6_000)}",
                $"adc.latencyNs={TimeOrZero(12_000)}",
                $"adc.perTile={Small(3)}",
                $"vector.width={Small(16)}",
                $"sequencer.queueDepth={Small(10)}",
                $"link.hopNs={Time(1, 4_000)}",
                $"link.flitNs={Time(1, 4_000)}",
                $"link.flitBits={16 * random.Next(2, 9)}",
                $"link.bufferFlits={Small(5)}",
                $"link.receiveFlits={Small(40)}",
                $"clock.periodNs={Time(300, 2_500)}",
                $"mapping.fanIn={(isWritten ? "timeMultiplex" : Of("gather", "chain", "tree", "timeMultiplex"))}",
                $"mapping.blocks={Of("balanced", "greedy")}",
                $"mapping.placement={Of("rowMajor", "snake", "optimized")}",
                $"mapping.muReuse={Of("true", "false")}",
                $"adc.bits={random.Next(4, 10)}",
                $"adc.lossless={Of("true", "false")}",
                $"dac.bits={random.Next(4, 10)}",
                $"neuron.bits={random.Next(1, 6)}",
                $"sampler.bits={random.Next(4, 10)}",
                mapping,
            ];
            if (!neuron)
            {
                settings.AddRange(
                    new[] { "weight.meanBits", "weight.sigmaBits", "weight.cellBits" }.Select(key => $"{key}={random.Next(1, 8)}"));
            }

            return settings;
        }

        private string Of(params string[] values) => values[random.Next(values.Length)];

        /// <summary>From 1 to a limit, small ones as often as large ones.</summary>
        private int Small(int limit) => random.Next(1, random.Next(1, limit + 1) + 1);

        private string Lanes() => random.Next(4) switch
        {
            0 => "rows",
            1 => "unbounded",
            _ => random.Next(1, 20).ToString(CultureInfo.InvariantCulture),
        };

        /// <summary>A time in nanoseconds from between two in picoseconds, a multiple of the grain.</summary>
        private string Time(int lowest, int highest)
        {
            double drawn = lowest * Math.Pow((double)highest / lowest, Math.Sqrt(random.NextDouble()));
            long grains = Math.Max(1, (long)Math.Round(drawn / _grain));
            return ((decimal)(grains * _grain) / PicosecondsInNanosecond).ToString(CultureInfo.InvariantCulture);
        }

        private static string Times(string time, int times) =>
            (decimal.Parse(time, CultureInfo.InvariantCulture) * times).ToString(CultureInfo.InvariantCulture);

        private string TimeOrZero(int highest) => random.Next(5) == 0 ? "0" : Time(1, highest);

        /// <summary>A `column` as its four operations, which the sequencer posts one after another.</summary>
        private static string InFour(Match match)
        {
            string[] words = match.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return string.Concat(
                Line("sample", "pair"),
                Line("scale", "pair", "x"),
                Line("read", "pair", "x", "mean"),
                Line("convert", "pair", "mean"));

            string Line(string name, params string[] operands) =>
                $"{name} {match.Groups[1].Value} {string.Join(' ', words.Where(word => operands.Contains(word.Split('=')[0])))}\n";
        }

        [GeneratedRegex(@"^\s*column (\[\S*\]) ?(.*)\n", RegexOptions.Multiline)]
        private static partial Regex ColumnsInFour();

        [GeneratedRegex(@"^( +(?!loop|end|halt)[a-z].*\n)( +(?!loop|end|halt)[a-z].*\n)", RegexOptions.Multiline)]
        private static partial Regex Neighbours();
    }
}
