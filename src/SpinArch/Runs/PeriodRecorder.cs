using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Runs;

/// <summary>Passes activities on; those of one period it keeps, and passes them on again for every period that is left out.</summary>
/// <param name="inner">Told every activity, in the order of the full simulation.</param>
/// <param name="most">How many activities it keeps at most.</param>
internal sealed class PeriodRecorder(IActivitySink inner, int most) : IActivitySink
{
    private readonly List<Activity> kept = [];

    /// <summary>Whether to keep what comes.</summary>
    public bool IsKeeping { get; set; }

    /// <summary>Whether there were more activities than are kept.</summary>
    public bool IsOverfull => kept.Count >= most;

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        inner.OnActivity(in activity);
        if (IsKeeping && kept.Count < most)
        {
            kept.Add(activity);
        }
    }

    /// <summary>Passes on the activities of so many periods more.</summary>
    /// <param name="machine">Whose activities they are.</param>
    /// <param name="periods">How many periods.</param>
    /// <param name="inputs">Inputs of a period.</param>
    /// <param name="length">How long a period takes.</param>
    /// <param name="cancellation">Stops between two periods.</param>
    public void Repeat(Machine machine, int periods, int inputs, Picoseconds length, CancellationToken cancellation)
    {
        Activity[] period = [.. kept];
        var shifts = new CounterShift[period.Length];
        for (int index = 0; index < period.Length; index++)
        {
            shifts[index] = ShiftOf(machine, in period[index]);
        }

        for (int done = 0; done < periods; done++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int index = 0; index < period.Length; index++)
            {
                ref Activity activity = ref period[index];
                activity = activity with
                {
                    Start = activity.Start + length,
                    Sample = activity.Sample + (shifts[index].OfSample * inputs),
                    Input = activity.Input + (shifts[index].OfInput * inputs),
                };
                inner.OnActivity(in activity);
            }
        }
    }

    // What the port sends is of an input; what a unit of a tile does of an operation. The rest belongs to neither.
    private static CounterShift ShiftOf(Machine machine, in Activity activity) =>
        activity.Tile < 0 ? new CounterShift(0, activity.Input < 0 ? 0 : 1)
        : activity.Sample < 0 ? default
        : machine.Tiles[activity.Tile].Shifts[activity.Instruction];
}
