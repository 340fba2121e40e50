using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>
/// Whatever energy is made of: an activity with a wrong count, or one left out, is named at its place, with values and without.
/// </summary>
public sealed class EditedActivityTests
{
    public static TheoryData<string, bool> Reads => new()
    {
        { "MeanRead", false }, { "SigmaRead", false }, { "Write", false },
        { "MeanRead", true }, { "SigmaRead", true }, { "Write", true },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public void Other_quanta_and_another_drive_are_named(string kind, bool hasValues)
    {
        using RecordedRun run = Recorded(hasValues);
        Named(run, kind, activity => activity with { Quanta = activity.Quanta + 1 }, "its quanta are");
        Named(run, kind, activity => activity with { Drive = activity.Drive - 1 }, "its drive");
    }

    [Theory]
    [InlineData("Fill")]
    [InlineData("Scale")]
    [InlineData("MeanDrive")]
    [InlineData("MeanHold")]
    [InlineData("SigmaDrive")]
    [InlineData("MeanRead")]
    [InlineData("SigmaRead")]
    [InlineData("Capture")]
    [InlineData("Convert")]
    [InlineData("Add")]
    [InlineData("Activate")]
    [InlineData("Accumulate")]
    [InlineData("ReceiveVector")]
    [InlineData("Inject")]
    [InlineData("Write")]
    public void Another_count_of_items_is_named(string kind)
    {
        using RecordedRun run = Recorded(hasValues: false);
        Named(run, kind, activity => activity with { Items = activity.Items + 1 }, null);
    }

    [Theory]
    [InlineData("Scale")]
    [InlineData("Capture")]
    [InlineData("MeanRead")]
    public void Quanta_where_data_does_not_matter_are_named(string kind)
    {
        using RecordedRun run = Recorded(hasValues: false);
        Named(run, kind, activity => activity with { Quanta = activity.Quanta + 5 }, "its quanta are");
    }

    [Theory]
    [InlineData("MeanDrive")]
    [InlineData("MeanHold")]
    [InlineData("SigmaDrive")]
    [InlineData("Capture")]
    [InlineData("MeanRead")]
    [InlineData("SigmaRead")]
    [InlineData("Write")]
    public void What_a_unit_does_not_report_is_named(string kind)
    {
        using RecordedRun run = Recorded(hasValues: false);
        int at = PlaceOf(run, kind);
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
        {
            activities.RemoveAt(at);
            return activities;
        }));

        Assert.NotEmpty(TraceVerifier.Verify(reader).Failed);
    }

    // Blocks are written anew and means reused, so that every kind occurs.
    private static RecordedRun Recorded(bool hasValues)
    {
        string[] settings = ["mapping.fanIn=timeMultiplex", "crossbar.rows=20", "crossbar.columns=12", "crossbar.blocksPerTile=5",
            "crossbar.pairsPerTile=2"];
        return hasValues ? RecordedRun.WithValues(settings, 3, 50, 20, 10) : RecordedRun.CompiledUnder(settings, 3, 50, 20, 10);
    }

    private static void Named(RecordedRun run, string kind, Func<Activity, Activity> edit, string? what)
    {
        int at = PlaceOf(run, kind);
        using TraceReader reader = TraceReader.Open(run.Changed(activities =>
        {
            activities[at] = edit(activities[at]);
            return activities;
        }));

        IReadOnlyList<string> failed = TraceVerifier.Verify(reader).Failed;

        Assert.Contains(failed, line => line.StartsWith(FormattableString.Invariant($"activity {at},"), StringComparison.Ordinal));
        Assert.Contains(failed, line => what is null || line.Contains(what, StringComparison.Ordinal));
    }

    // One in the middle of the run.
    private static int PlaceOf(RecordedRun run, string kind)
    {
        int[] places = [.. run.Activities().Index().Where(pair => pair.Item.Kind.Name == kind).Select(pair => pair.Index)];
        return places[places.Length / 2];
    }
}
