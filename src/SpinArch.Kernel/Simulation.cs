namespace SpinArch.Kernel;

/// <summary>Gives events to components in the queue's order until none is left. One simulation runs on one thread at a time.</summary>
public sealed class Simulation
{
    /// <summary>How many events pass between two looks at the cancellation token; a power of two.</summary>
    private const int CancellationInterval = 1024;

    private EventQueue _queue;
    private bool _isPausing;
    private Component[] _components = [];
    private int _count;

    /// <summary>A simulation at time zero, with no components.</summary>
    /// <param name="tick">The tick of the event wheel: see <see cref="WheelTick.Choose"/>. It decides speed, never results.</param>
    public Simulation(Picoseconds tick) => _queue = new EventQueue(tick);

    /// <summary>The present: the time of the event being handled, or the last one handled.</summary>
    public Picoseconds Now => _queue.Now;

    /// <summary>How many events have been handled since the beginning.</summary>
    public long EventsHandled { get; private set; }

    /// <summary>How many events are pending.</summary>
    public int EventsPending => _queue.Count;

    /// <summary>Adds a component.</summary>
    /// <returns>Its number, to be used as an event's target: 0, 1, 2 and so on.</returns>
    public int Register(Component component)
    {
        ArgumentNullException.ThrowIfNull(component);
        if (_count == _components.Length)
        {
            Array.Resize(ref _components, Math.Max(16, 2 * _count));
        }

        _components[_count] = component;
        return _count++;
    }

    /// <summary>Schedules an event.</summary>
    /// <param name="at">When; no earlier than <see cref="Now"/>.</param>
    /// <param name="phase">Its rank at that instant, 0 (first) to <see cref="Event.MaxPhase"/>.</param>
    /// <param name="target">The number of a registered component.</param>
    /// <param name="kind">What happens, in that component's vocabulary.</param>
    /// <param name="argument">A number to give along.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is past, the phase out of range or the component unknown.</exception>
    public void Schedule(Picoseconds at, int phase, int target, int kind, int argument)
    {
        if ((uint)target >= (uint)_count)
        {
            EventFaults.Target(target, _count);
        }

        _queue.Schedule(at, phase, target, kind, argument);
    }

    /// <summary>Handles events until none is pending.</summary>
    /// <param name="cancellation">Looked at before the first event and every thousand or so.</param>
    /// <returns>The number of events handled by this call.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between two events; another call goes on from there.</exception>
    public long Run(CancellationToken cancellation = default) => RunUntil(new Picoseconds(long.MaxValue), cancellation);

    /// <summary>Handles every event up to and including an instant, and lets the time be that instant.</summary>
    /// <param name="limit">The instant. The largest one means no end: time then stays at the last event.</param>
    /// <param name="cancellation">Looked at before the first event and every thousand or so.</param>
    /// <returns>The number of events handled by this call.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between two events; another call goes on from there.</exception>
    public long RunUntil(Picoseconds limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        long before = EventsHandled;
        _isPausing = false;
        while (!_isPausing && _queue.TryPop(limit, out Event next))
        {
            EventsHandled++;
            _components[next.Target].Handle(in next);
            if ((EventsHandled & (CancellationInterval - 1)) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        if (limit.Value != long.MaxValue && !_isPausing)
        {
            _queue.AdvanceTo(limit);
        }

        return EventsHandled - before;
    }

    /// <summary>Lets the run end after the event that is being handled; another call goes on from there.</summary>
    public void Pause() => _isPausing = true;

    /// <summary>The pending events in the order in which they will be handled.</summary>
    public Event[] Pending()
    {
        Picoseconds now = Now;
        var pending = new Event[_queue.Count];
        for (int index = 0; index < pending.Length; index++)
        {
            _queue.TryPop(out pending[index]);
        }

        Replace(now, pending);
        return pending;
    }

    /// <summary>Lets the present be another instant, with other pending events; as many events more count as handled.</summary>
    /// <param name="now">The present from now on, no earlier than it was.</param>
    /// <param name="pending">What is pending from now on, in the order in which events of one instant and phase are handled.</param>
    /// <param name="times">When each of them is.</param>
    /// <param name="handled">Events that were left out.</param>
    public void Leap(Picoseconds now, ReadOnlySpan<Event> pending, ReadOnlySpan<Picoseconds> times, long handled)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(now.Value, Now.Value, nameof(now));
        ArgumentOutOfRangeException.ThrowIfNotEqual(times.Length, pending.Length, nameof(times));
        _queue = new EventQueue(_queue.Tick);
        _queue.AdvanceTo(now);
        for (int index = 0; index < pending.Length; index++)
        {
            ref readonly Event e = ref pending[index];
            _queue.Schedule(times[index], e.Phase, e.Target, e.Kind, e.Argument);
        }

        EventsHandled += handled;
    }

    /// <summary>Handles the next event.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Step()
    {
        if (!_queue.TryPop(out Event next))
        {
            return false;
        }

        EventsHandled++;
        _components[next.Target].Handle(in next);
        return true;
    }

    private void Replace(Picoseconds now, ReadOnlySpan<Event> pending)
    {
        _queue = new EventQueue(_queue.Tick);
        _queue.AdvanceTo(now);
        foreach (ref readonly Event e in pending)
        {
            _queue.Schedule(e.Time, e.Phase, e.Target, e.Kind, e.Argument);
        }
    }
}
