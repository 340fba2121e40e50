using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

public sealed class TraceDiffTests
{
    private const string Dense = "isa/examples/one-dense-layer.sasm";

    [Fact]
    public void A_run_does_not_differ_from_itself()
    {
        using var run = RecordedRun.Example(Dense);
        using var again = RecordedRun.Example(Dense);

        TraceDifference difference = Compare(run.Path, again.Path);

        Assert.Null(difference.First);
        Assert.All(difference.Tracks, track => Assert.Equal((0L, 0L, 0L), (track.Activities, track.Busy.Value, track.End.Value)));
    }

    [Fact]
    public void A_slower_converter_is_the_first_difference_and_costs_its_time()
    {
        using var fast = RecordedRun.Example(Dense);
        using var slow = RecordedRun.Example(Dense, "adc.intervalNs=2");

        TraceDifference difference = Compare(fast.Path, slow.Path);

        Assert.Equal(ConverterComponent.Convert, difference.First!.Value.Kind);
        Assert.Equal((0, 0), (difference.First.Value.Column, difference.First.Value.Sample));
        Assert.Contains("lasts 4 ns instead of 2 ns", difference.What, StringComparison.Ordinal);
        TrackDifference converter = Assert.Single(difference.Tracks, track => track.Track == "adc");
        Assert.Equal(fast.Activities().Where(activity => activity.Kind == ConverterComponent.Convert).Sum(activity => activity.Duration.Value), converter.Busy.Value);
    }

    [Fact]
    public void Work_that_only_one_run_does_is_named()
    {
        using var run = RecordedRun.Example(Dense);
        string less = run.Changed(activities => activities.Where(activity => activity is not
        {
            Kind.Name: "Accumulate", Column: 2,
            Sample: 1
        }));

        TraceDifference difference = Compare(run.Path, less);

        Assert.Equal((VectorComponent.Accumulate, 2, 1),
            (difference.First!.Value.Kind, difference.First.Value.Column, difference.First.Value.Sample));
        Assert.Equal("only in the first", difference.What);
        Assert.Equal(-1, Assert.Single(difference.Tracks, track => track.Track == "vector").Activities);
    }

    [Fact]
    public void A_delayed_activity_is_found_by_its_start()
    {
        using var run = RecordedRun.Example(Dense);
        string late = run.Changed(activities => activities.Select(activity =>
            activity is { Kind.Name: "Fill", Column: 3, Sample: 2 } ? activity with { Start = activity.Start + new Picoseconds(4000) }
                : activity));

        TraceDifference difference = Compare(run.Path, late);

        Assert.Equal((SamplerComponent.Fill, "starts +4 ns"), (difference.First!.Value.Kind, difference.What));
    }

    [Fact]
    public void Chips_of_another_size_are_not_aligned()
    {
        using var small = RecordedRun.Example(Dense);
        using var large = RecordedRun.Compiled(1, 300, 20);

        Assert.Throws<InputException>(() => Compare(small.Path, large.Path));
    }

    private static TraceDifference Compare(string first, string second)
    {
        using TraceReader left = TraceReader.Open(first);
        using TraceReader right = TraceReader.Open(second);
        return TraceComparer.Compare(left, right);
    }
}
