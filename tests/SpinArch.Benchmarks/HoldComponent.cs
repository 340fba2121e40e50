using SpinArch.Kernel;

namespace SpinArch.Benchmarks;

/// <summary>Schedules one event for every event, on SpinArch's kernel.</summary>
internal sealed class HoldComponent(Simulation simulation, HoldModel model, int other) : Component
{
    public long Handled { get; private set; }

    public override void Handle(in Event e)
    {
        Handled++;
        int delay = model.NextDelay(out int phase);
        simulation.Schedule(e.Time + new Picoseconds(delay), phase, other, e.Kind, e.Argument);
    }
}
