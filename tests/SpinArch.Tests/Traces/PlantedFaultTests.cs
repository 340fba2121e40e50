using System.Runtime.InteropServices;
using SpinArch.Hardware;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>A chip with a fault, recorded as if it had none: the fault is named where it first shows.</summary>
public sealed class PlantedFaultTests
{
    private const string Narrow = "link.receiveFlits=2";

    // A first layer of few columns runs ahead of the second until something holds it back.
    private static readonly int[] Hurried = [20, 2, 60, 10];

    [Theory]
    [InlineData("", "sampler.banks=3", "Fill", "an empty Gaussian bank (sampler.banks) is there")]
    [InlineData("", "sigmaInput.banks=3", "Scale", "an empty sigma DAC register bank (sigmaInput.banks) is there")]
    [InlineData("adc.intervalNs=12", "sampleHold.banks=3", "SigmaDrive", "an empty sample-and-hold bank (sampleHold.banks) is there")]
    [InlineData("", "input.banks=3", "ReceiveVector", "an empty input bank (input.banks) is there")]
    [InlineData(Narrow, "latch.banks=3", "Activate", "an empty output latch (latch.banks) is there")]
    public void A_bank_more_than_there_are_is_named_by_verify_at_the_operation_that_fills_it(string common, string setting, string kind, string what)
    {
        string[] settings = common.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var run = RecordedRun.CompiledUnder(settings, 12, Hurried);
        string path = run.Faulty([.. settings, setting]);

        (string[] failed, int first) = Verified(run, path);

        Assert.Contains(what, failed[0], StringComparison.Ordinal);
        Assert.StartsWith($"activity {first},", failed[0], StringComparison.Ordinal);
        Assert.Contains($" {kind} at ", failed[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crossbar.columnReadNs=9", "lasts 9 ns, the architecture says 10 ns")]
    [InlineData("adc.latencyNs=0", "it is too early: a full sigma latch (latch.banks) is there at")]
    [InlineData("sampler.normaliseNs=0", "it is too early: a full Gaussian bank (sampler.banks) is there at")]
    [InlineData("link.hopNs=0.5", "no flit")]
    public void A_shorter_latency_is_named_by_verify(string setting, string what)
    {
        using var run = RecordedRun.CompiledUnder(["sampler.lanes=32"], 2, 100, 30, 10);
        (string[] failed, _) = Verified(run, run.Faulty(["sampler.lanes=32", setting]));

        Assert.Contains(failed, line => line.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_longer_latency_is_the_first_difference_and_where_the_simulation_parts()
    {
        using var run = RecordedRun.Compiled(2, 100, 30, 10);
        string path = run.Faulty(["adc.latencyNs=3"]);
        using TraceReader good = run.Open();
        using TraceReader bad = TraceReader.Open(path);
        int parts = run.Activities().Zip(All(bad)).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();

        TraceDifference difference = TraceComparer.Compare(good, bad);
        using var comparison = SimulationComparison.Run(bad);

        Assert.StartsWith("starts +2 ns", difference.What, StringComparison.Ordinal);
        Assert.Equal(parts, comparison.Alike);
    }

    [Fact]
    public void A_dropped_credit_is_named_by_verify_where_it_was_waited_for_and_by_diff()
    {
        using var run = RecordedRun.CompiledUnder([Narrow], 12, Hurried);
        int sender = run.Activities().First(activity => activity.Kind == SenderComponent.Inject).Tile;
        bool isDropped = false;
        string path = run.Faulty([Narrow], machine =>
        {
            ReadOnlySpan<int> credits = machine.Tiles[sender].Sender.CreditsOf(0);
            if (!isDropped && credits[0] == 2 && machine.Simulation.Now.Value > 40_000)
            {
                isDropped = true;
                MemoryMarshal.GetReference(credits)--;
            }
        });

        Assert.True(isDropped);
        (string[] failed, _) = Verified(run, path);
        using TraceReader good = run.Open();
        using TraceReader bad = TraceReader.Open(path);
        TraceDifference difference = TraceComparer.Compare(good, bad);

        Assert.Contains("it is too late: all that it waits for is there at", failed[0], StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"tile {sender} Inject at {difference.Counterpart!.Value.Start} "), failed[0], StringComparison.Ordinal);
        Assert.Equal((SenderComponent.Inject, sender), (difference.First!.Value.Kind, difference.First!.Value.Tile));
        Assert.Contains("waited for credit", difference.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credit_that_comes_back_twice_is_named_where_it_is_spent()
    {
        using var run = RecordedRun.CompiledUnder([Narrow], 12, Hurried);
        int sender = run.Activities().First(activity => activity is { Kind.Name: "Inject", Cause: StallCause.Credit }).Tile;
        bool isDoubled = false;
        string path = run.Faulty([Narrow], machine =>
        {
            if (!isDoubled && machine.Tiles[sender].Sender.CreditsOf(0)[0] == 0)
            {
                isDoubled = true;
                machine.Tiles[sender].Sender.OnCredit(Outlet.Pack(0, 0));
            }
        });

        (string[] failed, _) = Verified(run, path);

        Assert.Contains(FormattableString.Invariant($"tile {sender} Inject"), failed[0], StringComparison.Ordinal);
        Assert.Contains("before a credit of outgoing channel 0 (link.receiveFlits) is there", failed[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hop", "no flit")]
    [InlineData("Inject", "no flit")]
    [InlineData("PortSend", "it is too late")]
    [InlineData("ReceiveVector", "it is too late")]
    [InlineData("PortReceive", "it is too late")]
    [InlineData("Convert", "the adc")]
    [InlineData("Fetch", "the program goes on with instruction")]
    public void What_is_missing_is_named_before_much_has_followed(string kind, string what)
    {
        using var run = RecordedRun.Compiled(2, 300, 60, 10);
        int[] places = [.. run.Activities().Index().Where(pair => pair.Item.Kind.Name == kind).Select(pair => pair.Index)];
        int missing = places[places.Length / 2];
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
        {
            activities.RemoveAt(missing);
            return activities;
        }));

        string named = TraceVerifier.Verify(reader).Failed[0];
        int at = int.Parse(named["activity ".Length..named.IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);

        Assert.Contains(what, named, StringComparison.Ordinal);
        Assert.InRange(at, missing - 1, missing + 1000);
    }

    [Fact]
    public void Swapped_instructions_are_named_by_verify_and_by_diff()
    {
        using var run = RecordedRun.Example("isa/examples/one-dense-layer.sasm");
        int swapped = -1;
        string path = run.Changed(activities =>
        {
            int[] fetches = [.. activities.Index().Where(pair => pair.Item.Kind == SequencerComponent.Fetch).Select(pair => pair.Index)];
            (int one, int other) = (fetches[9], fetches[10]);
            swapped = one;
            (activities[one], activities[other]) = (activities[one] with { Instruction = activities[other].Instruction }, activities[other] with { Instruction = activities[one].Instruction });
            return activities;
        });

        using TraceReader reader = TraceReader.Open(path);
        Assert.Contains(TraceVerifier.Verify(reader).Failed, line => line.StartsWith($"activity {swapped}, tile 0 Fetch", StringComparison.Ordinal) && line.Contains("the program goes on with instruction", StringComparison.Ordinal));
        using TraceReader good = run.Open();
        using TraceReader bad = TraceReader.Open(path);
        Assert.Equal(SequencerComponent.Fetch, TraceComparer.Compare(good, bad).First!.Value.Kind);
    }

    [Fact]
    public void Two_operations_in_the_wrong_order_are_named()
    {
        using var run = RecordedRun.Compiled(2, 100, 30, 10);
        int at = -1;
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
        {
            at = activities.FindIndex(activity => activity is { Kind.Name: "Fill", Column: 5 });
            int next = activities.FindIndex(at + 1, activity => activity.Kind == SamplerComponent.Fill
                && activity.Tile == activities[at].Tile);
            (activities[at], activities[next]) = (activities[at] with { Column = activities[next].Column }, activities[next] with { Column = activities[at].Column });
            return activities;
        }));

        Assert.Contains(TraceVerifier.Verify(reader).Failed, line => line.StartsWith($"activity {at},", StringComparison.Ordinal) && line.Contains("the sampler's next operation is", StringComparison.Ordinal));
    }

    // What verify says, and the first activity that is not the one of the good run.
    private static (string[] Failed, int First) Verified(RecordedRun run, string path)
    {
        using TraceReader bad = TraceReader.Open(path);
        int first = run.Activities().Zip(All(bad)).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
        string[] failed = [.. TraceVerifier.Verify(bad).Failed];
        Assert.NotEmpty(failed);
        return (failed, first);
    }

    private static List<Activity> All(TraceReader reader) => [.. reader.Blocks().SelectMany(block => block.ToArray())];
}
