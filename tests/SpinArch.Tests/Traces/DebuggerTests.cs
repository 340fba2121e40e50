using SpinArch.Tests.CommandLine;
using SpinArch.Traces.Debugging;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

[Collection(ConsoleTests.Name)]
public sealed class DebuggerTests : IDisposable
{
    private readonly RecordedRun run = RecordedRun.Example("isa/examples/one-dense-layer.sasm", "sampleHold.banks=1");
    private readonly Scratch scratch = new();

    [Fact]
    public void A_script_finds_the_bank_that_holds_the_crossbars_back()
    {
        Invocation session = Script(
            """
            break tile=0 bank=sampleHold is=full   # the only bank
            run
            expect tile 0: every bank of sampleHold is full
            banks
            expect sampleHold   1 full, 0 filling, 0 empty
            queues
            expect waits: sourceEmpty (sample-and-hold bank)
            program
            expect =>    3  column [i]
            messages
            expect out 0   credits: port 64
            """);

        Assert.Equal((0, ""), (session.ExitCode, session.Error));
    }

    [Fact]
    public void A_long_stall_stops_the_run()
    {
        Invocation session = Script("break unit=sigmaCrossbar stall=1.5\nrun\nexpect a stall of 19 ns\nrun\nexpect a stall of 2 ns before SigmaRead\nwhere\nexpect destinationFull\n");

        Assert.Equal(0, session.ExitCode);
    }

    [Fact]
    public void Back_is_where_one_was_and_forwards_again_is_the_same()
    {
        using TraceReader reader = run.Open();
        using var debugger = new Debugger(reader);
        string[] first = [.. Enumerable.Range(0, 60).Select(_ => Said(debugger, "step")).ToArray()];

        // Where it stands, then 59 steps back one by one, then jumps.
        for (int step = 58; step >= 0; step--)
        {
            Assert.Equal(first[step], Said(debugger, "back"));
        }

        Assert.Equal(first[40], Said(debugger, "step 40"));
        Assert.Equal(first[30], Said(debugger, "back 10"));
        Assert.Contains("step 0 at 0 ns", Said(debugger, "back 1000"), StringComparison.Ordinal);
    }

    [Fact]
    public void Instructions_are_stepped_over_in_both_directions()
    {
        using TraceReader reader = run.Open();
        using var debugger = new Debugger(reader);
        Said(debugger, "next 3");
        string third = Said(debugger, "where");
        string fifth = Said(debugger, "next 2");

        Assert.NotEqual(third, fifth);
        Assert.Equal(third, Said(debugger, "prev 2"));
        Assert.Contains("Fetch", third, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_is_reached_from_either_side()
    {
        using TraceReader reader = run.Open();
        using var debugger = new Debugger(reader);
        string early = Said(debugger, "goto 50");
        Said(debugger, "goto 120.5");

        Assert.Equal(early, Said(debugger, "goto 50"));
        Assert.Contains("the run has ended", Said(debugger, "run"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deadlock_is_explained_where_it_stops()
    {
        using RecordedRun dead = RecordedRun.Prepared("isa/examples/deadlock.sasm");
        Assert.Throws<SpinArch.Hardware.DeadlockException>(() => dead.Job.Run());
        using TraceReader reader = dead.Open();
        using var debugger = new Debugger(reader);

        string end = Said(debugger, "run");

        Assert.Contains("a wait-for cycle of 4", end, StringComparison.Ordinal);
    }

    [Fact]
    public void An_activity_that_was_not_recorded_so_is_told_as_it_comes()
    {
        string changed = run.Changed(activities => activities.Select((activity, number) => number == 100 ? activity with { Items = activity.Items + 1 } : activity));
        using TraceReader reader = TraceReader.Open(changed);
        using var debugger = new Debugger(reader);

        Assert.Contains("the trace has another activity here", Said(debugger, "run"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stepp", "nearest is step")]
    [InlineData("step x", "whole number")]
    [InlineData("goto", "a time in ns")]
    [InlineData("goto 0.0001", "three decimals")]
    [InlineData("break", "needs a condition")]
    [InlineData("break unit=adcs", "nearest is adc")]
    [InlineData("break tile=7", "from 0 to 0")]
    [InlineData("break bank=holds is=full", "sampleHold")]
    [InlineData("break bank=input", "is=full")]
    [InlineData("break colour=red", "'colour=red' is no condition")]
    [InlineData("delete 0", "there is no breakpoint")]
    [InlineData("tile 1", "from 0 to 0")]
    public void A_wrong_line_of_a_script_is_named_by_number(string line, string message)
    {
        Script("step\n" + line).AssertRefused(message);
        Script("step\n" + line).AssertRefused(":2");
    }

    [Fact]
    public void What_was_expected_and_not_printed_fails_the_script()
    {
        Invocation session = Script("step\nexpect nothing of the kind\nstep\n");

        Assert.Equal(1, session.ExitCode);
        Assert.Contains(":2: expected 'nothing of the kind'", session.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        run.Dispose();
        scratch.Dispose();
    }

    private static string Said(Debugger debugger, string line)
    {
        var output = new StringWriter();
        debugger.Answer(line, output);
        return output.ToString();
    }

    private Invocation Script(string text) => Invocation.Of("trace", "debug", run.Path, "--script", scratch.Write("script.txt", text));
}
