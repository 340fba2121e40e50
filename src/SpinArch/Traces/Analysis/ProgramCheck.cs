using SpinArch.Kernel;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// Every unit does what the program says, in its order, with full sources and an empty destination, and every flit goes its way: the whole
/// chip is followed (<see cref="FollowedChip"/>).
/// </summary>
internal sealed class ProgramCheck : TraceCheck
{
    private readonly FollowedChip chip;
    private readonly FollowedValues values;
    private readonly bool _hasMaps;
    private Picoseconds latest;

    public ProgramCheck(TracePlaces places, TraceHeader header)
        : base(places)
    {
        values = new FollowedValues(header);
        _hasMaps = !header.Program.Stages.IsEmpty;
        chip = new FollowedChip(header, values: values);
    }

    /// <inheritdoc/>
    public override string Name =>
        (_hasMaps
            ? "units do what the program says, as soon as their banks allow and no sooner; room in window buffers and ways of flits are not followed, --simulate compares them; "
            : "units do what the program says, as soon as their banks and credits allow and no sooner; flits go their ways; ")
        + (values.IsKnown ? "quanta and drive are those of the recorded inputs"
            : "quanta and drive are taken as recorded, for the functional path knows no such program or chip");

    /// <inheritdoc/>
    public override void Close()
    {
        foreach (string what in chip.Unfinished())
        {
            Report(what);
        }
    }

    /// <inheritdoc/>
    protected override void Check(in Activity activity)
    {
        Picoseconds decided = ReleaseTimes.Decided(in activity);
        string? wrong = chip.Take(in activity) ?? (decided < latest ? $"it is recorded after what was decided at {latest}" : null);
        latest = Picoseconds.Max(latest, decided);
        if (wrong is not null)
        {
            Report(in activity, wrong);
        }
    }
}
