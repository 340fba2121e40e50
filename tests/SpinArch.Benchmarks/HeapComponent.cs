namespace SpinArch.Benchmarks;

/// <summary>Schedules one event for every event, on .NET's PriorityQueue.</summary>
internal sealed class HeapComponent(HeapSimulation simulation, HoldModel model, int other) : HeapTarget
{
    public long Handled { get; private set; }

    public override void Handle(in HeapEvent e)
    {
        Handled++;
        int delay = model.NextDelay(out int phase);
        simulation.Schedule(e.Time + delay, phase, other, e.Kind, e.Argument);
    }
}
