using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>Whatever energy is made of: an activity with a wrong count, or one left out, is named at its place, with values and without.</summary>
public sealed class EditedActivityTests
{
    public static TheoryData<ActivityKind, bool> Reads => new()
    {
        { ActivityKind.MeanRead, false }, { ActivityKind.SigmaRead, false }, { ActivityKind.Write, false },
        { ActivityKind.MeanRead, true }, { ActivityKind.SigmaRead, true }, { ActivityKind.Write, true },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public void Other_quanta_and_another_drive_are_named(ActivityKind kind, bool hasValues)
    {
        using RecordedRun run = Recorded(hasValues);
        Named(run, kind, activity => activity with { Quanta = activity.Quanta + 1 }, "its quanta are");
        Named(run, kind, activity => activity with { Drive = activity.Drive - 1 }, "its drive");
    }

    [Theory]
    [InlineData(ActivityKind.Fill)]
    [InlineData(ActivityKind.Scale)]
    [InlineData(ActivityKind.MeanDrive)]
    [InlineData(ActivityKind.MeanHold)]
    [InlineData(ActivityKind.SigmaDrive)]
    [InlineData(ActivityKind.MeanRead)]
    [InlineData(ActivityKind.SigmaRead)]
    [InlineData(ActivityKind.Capture)]
    [InlineData(ActivityKind.Convert)]
    [InlineData(ActivityKind.Add)]
    [InlineData(ActivityKind.Activate)]
    [InlineData(ActivityKind.Accumulate)]
    [InlineData(ActivityKind.ReceiveVector)]
    [InlineData(ActivityKind.Inject)]
    [InlineData(ActivityKind.Write)]
    public void Another_count_of_items_is_named(ActivityKind kind)
    {
        using RecordedRun run = Recorded(hasValues: false);
        Named(run, kind, activity => activity with { Items = activity.Items + 1 }, null);
    }

    [Theory]
    [InlineData(ActivityKind.Scale)]
    [InlineData(ActivityKind.Capture)]
    [InlineData(ActivityKind.MeanRead)]
    public void Quanta_where_data_does_not_matter_are_named(ActivityKind kind)
    {
        using RecordedRun run = Recorded(hasValues: false);
        Named(run, kind, activity => activity with { Quanta = activity.Quanta + 5 }, "its quanta are");
    }

    [Theory]
    [InlineData(ActivityKind.MeanDrive)]
    [InlineData(ActivityKind.MeanHold)]
    [InlineData(ActivityKind.SigmaDrive)]
    [InlineData(ActivityKind.Capture)]
    [InlineData(ActivityKind.MeanRead)]
    [InlineData(ActivityKind.SigmaRead)]
    [InlineData(ActivityKind.Write)]
    public void What_a_unit_does_not_report_is_named(ActivityKind kind)
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
        string[] settings = ["mapping.fanIn=timeMultiplex", "crossbar.rows=20", "crossbar.columns=12", "crossbar.blocksPerTile=5", "crossbar.pairsPerTile=2"];
        return hasValues ? RecordedRun.WithValues(settings, 3, 50, 20, 10) : RecordedRun.CompiledUnder(settings, 3, 50, 20, 10);
    }

    private static void Named(RecordedRun run, ActivityKind kind, Func<Activity, Activity> edit, string? what)
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
    private static int PlaceOf(RecordedRun run, ActivityKind kind)
    {
        int[] places = [.. run.Activities().Index().Where(pair => pair.Item.Kind == kind).Select(pair => pair.Index)];
        return places[places.Length / 2];
    }
}
