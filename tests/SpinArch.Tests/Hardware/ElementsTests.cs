using SpinArch.Compilation;
using SpinArch.Components.Elements;
using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Functional;

namespace SpinArch.Tests.Hardware;

/// <summary>
/// A tile of processing elements that works on a network layer after layer: its clocks in closed form, its counts, its values by an
/// arithmetic of their own, and what it refuses.
/// </summary>
public sealed class ElementsTests
{
    private const string Chip = "vibnn";

    /// <summary>784-200-200-10: 2 x 98 + 2 x 25 + 25 products, 3 x 8 of pipeline, 2 x 3 of handing over, 10 results.</summary>
    [Fact]
    public void The_published_network_takes_311_clocks_an_image()
    {
        Run run = Simulate(Simulated.Timing(784, 200, 200, 10), 1, 6);

        Assert.Equal(271, run.Of(ElementsComponent.Multiply).Where(activity => activity.Input == 2).Sum(activity => activity.Items));
        Assert.All(Steps(run.Result.Completions), step => Assert.Equal(new Picoseconds(311 * 10_000), step));
    }

    /// <summary>Geometries and networks that no configuration of the project has, drawn by number.</summary>
    [Theory]
    [MemberData(nameof(Numbers), 40)]
    public void A_sample_takes_the_clocks_of_the_closed_form(int number)
    {
        Drawn drawn = Drawn.Of(number);
        Run run = Simulate(Simulated.Timing(drawn.Sizes), 5, 1, drawn.Settings);

        Picoseconds[] steps = Steps(run.Result.SampleCompletions);
        if (drawn.IsFetched)
        {
            // What queues hold is done sooner at first; then fetching is what takes the time.
            Assert.InRange(steps[^1].Value, drawn.Clocks * drawn.Period, drawn.Slots * drawn.Period);
            return;
        }

        Assert.All(steps, step => Assert.Equal(new Picoseconds(drawn.Clocks * drawn.Period), step));

        if (2 * drawn.Slots > drawn.Clocks)
        {
            return;
        }

        // The vector streams in, crosses one hop and is stored; five samples; the last result is sent and crosses one hop.
        long flits = (drawn.Sizes[0] + 4) / 5;
        long first = (flits * drawn.Period) + (2 * drawn.Period) + (5 * drawn.Clocks * drawn.Period) + (2 * drawn.Period);
        Assert.Equal(new Picoseconds(first), run.Result.Completions[0]);
    }

    [Theory]
    [MemberData(nameof(Numbers), 12)]
    public void Clocks_of_memory_generator_and_elements_are_counted_exactly(int number)
    {
        Drawn drawn = Drawn.Of(number);
        Run run = Simulate(Simulated.Timing(drawn.Sizes), 3, 2, drawn.Settings);
        int layers = drawn.Sizes.Length - 1;

        Assert.All(
            [ElementsComponent.Fetch, ElementsComponent.Draw, ElementsComponent.Multiply],
            kind => Assert.Equal(6 * drawn.Products, run.Of(kind).Sum(activity => (long)activity.Items)));
        Assert.Equal(6 * (layers - 1), run.Of(ElementsComponent.HandOver).Length);
        Assert.Equal(6 * drawn.Sizes[1..^1].Sum(), run.Of(ElementsComponent.HandOver).Sum(activity => activity.Items));
        Assert.Equal(6 * drawn.Sizes[^1], run.Of(VectorComponent.Accumulate).Length);
    }

    [Fact]
    public void A_second_bank_of_accumulators_lets_the_next_image_begin_behind_the_last_product()
    {
        // 271 products, two pipelines and two hand-overs: the third pipeline and the results are hidden, where queues hold all results.
        Run run = Simulate(Simulated.Timing(784, 200, 200, 10), 1, 8, "elements.banks=2", "sequencer.queueDepth=16");

        Assert.Equal(new Picoseconds((271 + (2 * 8) + (2 * 3)) * 10_000), Steps(run.Result.Completions)[^1]);
    }

    [Theory]
    [InlineData(1, false, 30, 9)]
    [InlineData(2, true, 33, 17, 5)]
    [InlineData(3, true, 100, 40, 20, 4)]
    [InlineData(4, false, 7, 3)]
    public void Machine_functional_path_and_an_arithmetic_of_their_own_agree_bit_for_bit(int number, bool bias, params int[] sizes)
    {
        NetworkGraph graph = RandomNetworks.Network(number, SpinArch.Isa.Activation.None, bias, sizes);
        byte[][] images = RandomNetworks.Images(number, 3, sizes[0]);
        ArchitectureSpec spec = Load([]);
        SpinArch.Isa.Program program = CompilerPipeline.Compile(graph, spec, 4, images.Length);
        RunResult result = new Machine(spec, program,
            new MachineInputs { Seed = 9, Images = images, ArrivalInterval = Picoseconds.Zero }).Run();
        var functional = new FunctionalNetwork(spec, program).Run(images, 9, 4);
        var oracle = new ElementsReference(graph, 9);

        for (int input = 0; input < images.Length; input++)
        {
            long[][] expected = [.. Enumerable.Range(0, 4).Select(sample => oracle.Results(input, sample, images[input]))];
            Assert.Equal(expected.SelectMany(sample => sample), functional[input]);
            for (int output = 0; output < sizes[^1]; output++)
            {
                Assert.Equal(expected.Sum(sample => sample[output]), result.Sums[(input * sizes[^1]) + output]);
                Assert.Equal(expected.Sum(sample => sample[output] * sample[output]), result.SquareSums[(input * sizes[^1]) + output]);
            }
        }
    }

    /// <summary>18,977.2 nJ are published; what no part explains is a term of its own and the difference, not a factor.</summary>
    [Fact]
    public void Energy_of_an_image_is_that_of_the_parts_and_of_the_published_remainder()
    {
        NetworkGraph network = Simulated.Timing(784, 200, 200, 10);
        EnergyAccount few = Cost(Simulate(network, 1, 20), out Picoseconds sooner);
        EnergyAccount many = Cost(Simulate(network, 1, 60), out Picoseconds later);
        double total = (many.Total.Nanojoules - few.Total.Nanojoules) / 40;
        double parts = total - ((many.NotExplained!.Value.Nanojoules - few.NotExplained!.Value.Nanojoules) / 40);
        double picoseconds = (later - sooner).Value / 40.0;

        Assert.InRange(total, 18_977.2 * 0.999, 18_977.2 * 1.001);
        Assert.InRange(parts, 0.65 * total, 0.78 * total);

        // 321,543.4 images/s over 52,694.8 images/J, less what the parts draw; the file has it to a tenth of a milliwatt.
        double unexplained = (1000 * 321_543.4 / 52_694.8) - (1e6 * parts / picoseconds);
        Assert.Equal(Load([]).Technology["chip.unexplained"].Value, unexplained, 0.1);
    }

    [Fact]
    public void A_lane_is_charged_in_every_clock_whether_a_weight_is_there_for_it_or_not()
    {
        EnergyAccount account = Cost(Simulate(Simulated.Timing(784, 200, 200, 10), 1, 1), out _);

        Assert.Equal(271 * 1024, (long)Line("generator", "draw").Count);
        Assert.Equal(528.69 / (64 * 0.21295) * 1000, Line("generator", "draw").Cost.Femtojoules, 3);
        Assert.Equal(271 * 1024 * 16, (long)Line("weightMemory", "read").Count);
        Assert.Equal(400, (long)Line("elements", "activate").Count);
        Assert.All(account.Lines, line => Assert.False(string.IsNullOrWhiteSpace(line.Source)));

        EnergyLine Line(string unit, string action) => account.Lines.Single(line => line.Unit.Name == unit && line.Action == action);
    }

    [Theory]
    [InlineData("mapping.muReuse=true", "which this architecture does not have")]
    [InlineData("mapping.replicas=2", "work on all layers in one tile")]
    [InlineData("mapping.tileBudget=9", "work on all layers in one tile")]
    [InlineData("crossbar.rows=64", "which this architecture does not have")]
    [InlineData("generator.draws=own elements.sets=1024 elements.perSet=1024", "or generator.draws = shared")]
    public void What_makes_no_sense_of_elements_is_refused(string setting, string why) =>
        Assert.Contains(why, Assert.Throws<InputException>(() => Load(setting.Split(' '))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_network_that_does_not_fit_the_memory_or_the_instruction_set_is_refused()
    {
        Assert.Contains("weightMemory.kbit: 30 is too few",
            Assert.Throws<InputException>(() => CompilerPipeline.Compile(Simulated.Timing(100, 30), Load(["weightMemory.kbit=30"]), 1,
                1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("has 17 layers",
            Assert.Throws<InputException>(() => CompilerPipeline.Compile(
                Simulated.Timing([.. Enumerable.Repeat(4, 18)]), Load([]), 1, 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_estimate_refuses_elements_with_one_line()
    {
        var job = new EstimateJob { Spec = Load([]), Graph = Simulated.Timing(30, 10), Samples = 1, Inputs = 1 };

        Assert.Contains("'run' simulates them", Assert.Throws<InputException>(() => job.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_without_cells_does_not_age()
    {
        var ageing = new Ageing(null!, 40, null!, default!);

        Assert.Contains("leave --age out", Assert.Throws<InputException>(() => ageing.Aged(Load([]))).Message, StringComparison.Ordinal);
    }

    public static TheoryData<int> Numbers(int count) => [.. Enumerable.Range(1, count)];

    private static Picoseconds[] Steps(IReadOnlyList<Picoseconds> times) =>
        [.. times.Zip(times.Skip(1), (before, after) => after - before)];

    private static EnergyAccount Cost(Run run, out Picoseconds end)
    {
        var model = EnergyModel.Create(run.Spec, run.Program);
        var ledger = new ActivityLedger(model.Sites);
        run.Activities.ForEach(activity => ledger.OnActivity(in activity));
        end = run.Result.End;
        return model.Cost(ledger, end);
    }

    private static Run Simulate(NetworkGraph graph, int samples, int inputs, params string[] settings)
    {
        ArchitectureSpec spec = Load(settings);
        SpinArch.Isa.Program program = CompilerPipeline.Compile(graph, spec, samples, inputs);
        var activities = new List<Activity>();
        var machine = new Machine(spec, program, new MachineInputs { Seed = 1, Images = [], ArrivalInterval = Picoseconds.Zero },
            new Sink(activities));
        return new Run(spec, program, machine.Run(), activities);
    }

    private static ArchitectureSpec Load(string[] settings) =>
        ArchitectureLoader.Load(Chip, settings, environment: new Dictionary<string, string>()).Architecture;

    private sealed record Run(ArchitectureSpec Spec, SpinArch.Isa.Program Program, RunResult Result, List<Activity> Activities)
    {
        public Activity[] Of(ActivityKind kind) => [.. Activities.Where(activity => activity.Kind == kind)];
    }

    private sealed class Sink(List<Activity> activities) : IActivitySink
    {
        public void OnActivity(in Activity activity) => activities.Add(activity);
    }

    /// <summary>A chip and a network by number, and the clocks of a sample by hand.</summary>
    private sealed record Drawn(int[] Sizes, string[] Settings, long Period, long Products, long Clocks, long Slots)
    {
        public bool IsFetched => Slots > Clocks;

        public static Drawn Of(int number)
        {
            var random = new Random(number);
            int layers = random.Next(1, 5);
            int[] sizes = [.. Enumerable.Range(0, layers + 1).Select(_ => random.Next(1, 300)).Select((size, index) => index == layers
                ? Math.Min(size, 40) : size)];
            (int sets, int perSet, int inputs) = (random.Next(1, 20), random.Next(1, 12), random.Next(1, 20));
            (int pipeline, int handOver, int period) = (random.Next(0, 20), random.Next(1, 9), random.Next(1, 30));
            long products = 0;
            for (int layer = 0; layer < layers; layer++)
            {
                products += Ceiling(sizes[layer + 1], sets * perSet) * Ceiling(sizes[layer], inputs);
            }

            string[] settings =
            [
                $"elements.sets={sets}", $"elements.perSet={perSet}", $"elements.inputs={inputs}", $"elements.pipelineClocks={pipeline}",
                $"elements.handOverClocks={handOver}", $"clock.periodNs={period}", $"link.flitNs={period}", $"link.hopNs={period}",
                "sequencer.queueDepth=64",
            ];
            long clocks = products + (layers * pipeline) + ((layers - 1) * handOver) + sizes[^1];

            // A slot an instruction: mac and pass of the layers, tally and send of the columns, the loop over these.
            long slots = (2 * layers) - 1 + 1 + (2 * sizes[^1]);
            return new Drawn(sizes, settings, period * 1000L, products, clocks, slots);
        }

        private static long Ceiling(int items, int width) => (long)Math.Ceiling((decimal)items / width);
    }
}
