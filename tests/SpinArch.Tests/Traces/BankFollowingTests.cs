using SpinArch.Kernel;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Debugging;
using SpinArch.Traces.Export;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>The banks that activities tell of are those that the machine has, at every instant.</summary>
public sealed class BankFollowingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("adc.intervalNs=3.333 adc.latencyNs=7.1")]
    [InlineData("sampler.banks=1 sigmaInput.banks=1 sampleHold.banks=1 latch.banks=1 input.banks=1")]
    [InlineData("sampler.lanes=16 crossbar.rows=64 link.flitBits=64 vector.width=2 input.banks=3")]
    [InlineData("crossbar.columnSum=neuron")]
    [InlineData("weight.meanBits=6")]
    [InlineData("weight.meanBits=7 weight.cellBits=2 sampler.banks=1 sigmaInput.banks=1 sampleHold.banks=1 latch.banks=1 input.banks=1 sequencer.queueDepth=1")]
    [InlineData("weight.sigmaBits=7 weight.cellBits=3 adc.intervalNs=6.5 crossbar.columns=20 crossbar.rows=64 sampleHold.banks=3")]
    [InlineData("adc.perTile=2 sequencer.queueDepth=2 link.receiveFlits=2")]
    [InlineData("crossbar.rows=32 link.receiveFlits=1 adc.lossless=true")]
    public void Full_banks_are_counted_as_the_machine_has_them(string settings)
    {
        using var run = RecordedRun.CompiledUnder(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), 3, 150, 30, 10);
        AssertFollows(run);
    }

    [Theory]
    [InlineData("")]
    [InlineData("crossbar.rows=32 crossbar.columns=20 link.receiveFlits=1 input.banks=1")]
    public void Copies_of_single_layers_are_followed_too(string settings)
    {
        using var run = RecordedRun.Copied(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), 7);
        AssertFollows(run);
    }

    [Theory]
    [InlineData("isa/examples/one-dense-layer.sasm")]
    [InlineData("isa/examples/deadlock-fixed.sasm")]
    public void Hand_written_programs_are_followed_too(string file)
    {
        using var run = RecordedRun.Example(file);
        AssertFollows(run);
    }

    [Fact]
    public void A_dump_has_the_full_banks_of_every_tile()
    {
        using var run = RecordedRun.CompiledUnder(["sampleHold.banks=4"], 2, 150, 20, 10);
        using TraceReader reader = run.Open();
        using var text = new StringWriter();
        VcdExport.Write(text, reader, new TraceFilter());
        string[] lines = text.ToString().Split('\n');
        Dictionary<(string Scope, string Name), string> codes = Codes(lines);
        var values = codes.ToDictionary(pair => pair.Value, _ => 0);

        int at = Array.IndexOf(lines, "$end") + 1;
        foreach ((Picoseconds time, Dictionary<(int Tile, string Name), int> state) in Instants(run))
        {
            for (; at < lines.Length - 1
                && (!lines[at].StartsWith('#')
                || long.Parse(lines[at][1..], System.Globalization.CultureInfo.InvariantCulture) <= time.Value); at++)
            {
                if (lines[at].StartsWith('b'))
                {
                    string[] words = lines[at][1..].Split(' ');
                    values[words[1]] = Convert.ToInt32(words[0], 2);
                }
            }

            Assert.All(state, store => Assert.Equal(store.Value, values[codes[($"tile_{store.Key.Tile}", "banks_" + store.Key.Name)]]));
        }

        Assert.Contains(lines, line => line.StartsWith("$var wire 3 ", StringComparison.Ordinal)
            && line.Contains("banks_sampleHold", StringComparison.Ordinal));
    }

    [Fact]
    public void A_window_begins_with_the_banks_as_they_are()
    {
        using var run = RecordedRun.CompiledUnder([], 2, 60, 20, 10);
        using TraceReader reader = run.Open();
        using var text = new StringWriter();
        VcdExport.Write(text, reader, new TraceFilter { From = new Picoseconds(200_000), To = new Picoseconds(260_000), Tile = 0 });
        string[] lines = text.ToString().Split('\n');
        string code = Codes(lines)[("tile_0", "banks_input")];

        int opening = Array.IndexOf(lines, "#200000");
        Assert.True(opening > 0);
        Assert.Contains($"b1 {code}", lines[opening..]);
        Assert.DoesNotContain(lines, line => line.Contains("tile_1", StringComparison.Ordinal));
    }

    private static void AssertFollows(RecordedRun run)
    {
        var changes = new List<BankChange>();
        using TraceReader recorded = run.Open();
        var chip = new FollowedChip(recorded.Header, changes.Add);
        foreach (Activity activity in run.Activities())
        {
            Assert.Null(chip.Take(in activity));
        }

        Assert.Empty(chip.Unfinished());
        changes.Sort((left, right) => left.At.CompareTo(right.At));
        var full = new Dictionary<(int, string), int>();
        int next = 0;
        int compared = 0;
        foreach ((Picoseconds time, Dictionary<(int Tile, string Name), int> state) in Instants(run))
        {
            for (; next < changes.Count && changes[next].At <= time; next++)
            {
                var key = (changes[next].Tile, changes[next].Store.Name);
                full[key] = full.GetValueOrDefault(key) + changes[next].Full;
            }

            Assert.All(state, store => Assert.Equal(store.Value, full.GetValueOrDefault(store.Key)));
            compared++;
        }

        Assert.Equal(changes.Count, next);
        Assert.True(compared > 20);
    }

    // The state of every store when nothing more happens at an instant.
    private static IEnumerable<(Picoseconds Time, Dictionary<(int Tile, string Name), int> State)> Instants(RecordedRun run)
    {
        using TraceReader reader = run.Open();
        using var session = new DebugSession(reader);
        Dictionary<(int, string), int>? before = null;
        Picoseconds time = Picoseconds.Zero;
        while (session.Machine.Simulation.Step())
        {
            if (before is not null && session.Now > time)
            {
                yield return (time, before);
            }

            time = session.Now;
            before = session.Machine.Tiles
                .SelectMany(tile => BankState.Of(tile).Select(store => (Key: (tile.Index, store.Name), store.Full)))
                .GroupBy(store => store.Key).ToDictionary(group => group.Key, group => group.Sum(store => store.Full));
        }

        yield return (time, before!);
        Assert.Null(session.Divergence);
    }

    private static Dictionary<(string Scope, string Name), string> Codes(string[] lines)
    {
        var codes = new Dictionary<(string, string), string>();
        string scope = "";
        foreach (string[] words in lines.Select(line => line.Split(' ')))
        {
            if (words[0] == "$scope")
            {
                scope = words[2];
            }
            else if (words[0] == "$var" && words[4].StartsWith("banks_", StringComparison.Ordinal))
            {
                codes[(scope, words[4])] = words[3];
            }
        }

        return codes;
    }
}
