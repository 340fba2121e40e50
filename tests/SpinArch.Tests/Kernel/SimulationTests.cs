using SpinArch.Kernel;

namespace SpinArch.Tests.Kernel;

public sealed class SimulationTests
{
    [Fact]
    public void A_component_sees_its_own_events_at_their_time()
    {
        var simulation = new Simulation(new Picoseconds(1000));
        List<string> log = [];
        int left = simulation.Register(new Probe((in Event e) => log.Add($"left {simulation.Now} {e.Kind} {e.Argument}")));
        int right = simulation.Register(new Probe((in Event e) => log.Add($"right {simulation.Now} {e.Kind} {e.Argument}")));
        Assert.Equal((0, 1), (left, right));
        simulation.Schedule(new Picoseconds(2000), 0, left, 1, 10);
        simulation.Schedule(new Picoseconds(1500), 0, right, 2, 20);
        Assert.Equal(2, simulation.Run(CancellationToken.None));
        Assert.Equal(["right 1.5 ns 2 20", "left 2 ns 1 10"], log);
        Assert.Equal(2, simulation.EventsHandled);
        Assert.Equal(new Picoseconds(2000), simulation.Now);
    }

    [Fact]
    public void A_step_handles_one_event()
    {
        var simulation = new Simulation(new Picoseconds(1000));
        int count = 0;
        simulation.Register(new Probe((in Event _) => count++));
        simulation.Schedule(Picoseconds.Zero, 0, 0, 0, 0);
        simulation.Schedule(Picoseconds.Zero, 0, 0, 0, 0);
        Assert.True(simulation.Step());
        Assert.Equal((1, 1), (count, simulation.EventsPending));
        Assert.True(simulation.Step());
        Assert.False(simulation.Step());
        Assert.Equal(2, simulation.EventsHandled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void A_run_until_an_instant_includes_it_and_lets_the_time_be_it(long tick)
    {
        var simulation = new Simulation(new Picoseconds(tick));
        List<long> times = [];
        simulation.Register(new Probe((in Event e) => times.Add(e.Time.Value)));
        foreach (long time in new[] { 100L, 4000, 4001, 50_000_000 })
        {
            simulation.Schedule(new Picoseconds(time), 0, 0, 0, 0);
        }

        Assert.Equal(2, simulation.RunUntil(new Picoseconds(4000)));
        Assert.Equal(0, simulation.RunUntil(new Picoseconds(4000)));
        Assert.Equal(new Picoseconds(4000), simulation.Now);
        Assert.Equal(1, simulation.RunUntil(new Picoseconds(40_000_000)));
        Assert.Equal(new Picoseconds(40_000_000), simulation.Now);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Schedule(new Picoseconds(39_999_999), 0, 0, 0, 0));
        simulation.Schedule(new Picoseconds(40_000_000), 0, 0, 0, 0);
        simulation.Schedule(new Picoseconds(45_000_000), 0, 0, 0, 0);
        Assert.Equal(3, simulation.Run(CancellationToken.None));
        Assert.Equal([100, 4000, 4001, 40_000_000, 45_000_000, 50_000_000], times);
    }

    [Fact]
    public void A_cancelled_run_stops_soon_and_can_go_on()
    {
        var simulation = new Simulation(new Picoseconds(1000));
        using var source = new CancellationTokenSource();
        int left = 10_000;
        simulation.Register(new Probe((in Event e) =>
        {
            if (--left == 9_000)
            {
                source.Cancel();
            }

            if (left > 0)
            {
                simulation.Schedule(e.Time + new Picoseconds(1), 0, 0, 0, 0);
            }
        }));
        simulation.Schedule(Picoseconds.Zero, 0, 0, 0, 0);
        Assert.Throws<OperationCanceledException>(() => simulation.Run(source.Token));
        Assert.InRange(left, 7_000, 9_000);
        Assert.Throws<OperationCanceledException>(() => simulation.Run(source.Token));
        Assert.Equal(left, simulation.Run(CancellationToken.None));
        Assert.Equal(10_000, simulation.EventsHandled);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void An_event_for_no_component_is_refused(int target)
    {
        var simulation = new Simulation(new Picoseconds(1000));
        simulation.Register(new Probe((in Event _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Schedule(Picoseconds.Zero, 0, target, 0, 0));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(7)]
    public void No_byte_is_allocated_for_an_event(long tick)
    {
        var simulation = new Simulation(new Picoseconds(tick));
        var random = new Random(3);
        long[] delays = new long[1024];
        for (int i = 0; i < delays.Length; i++)
        {
            // Now, near, in between slots, and (at a tick of 7 ps) far.
            delays[i] = random.Next(5) switch { 0 => 0, 1 => random.Next(3000), 2 => 10_000, 3 => 333, _ => random.Next(9_000_000) };
        }

        for (int i = 0; i < 64; i++)
        {
            simulation.Register(new Holder(simulation, delays, 37 * i));
            simulation.Schedule(Picoseconds.Zero, 0, i, 0, 0);
            simulation.Schedule(new Picoseconds(1000), 1, i, 0, 0);
        }

        void Events(int count)
        {
            for (int i = 0; i < count; i++)
            {
                simulation.Step();
            }
        }

        Events(100_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Events(100_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(128, simulation.EventsPending);
    }

    [Fact]
    public void The_same_model_gives_the_same_events_with_any_tick()
    {
        List<string> expected = Log(1000);
        Assert.Equal(20_000, expected.Count);
        foreach (long tick in new long[] { 1000, 1, 333, 5_000_000 })
        {
            Assert.Equal(expected, Log(tick));
        }

        static List<string> Log(long tick)
        {
            var simulation = new Simulation(new Picoseconds(tick));
            List<string> log = [];
            long[] delays = [0, 333, 1000, 1000, 10_000, 0, 12_345_678];
            for (int i = 0; i < 16; i++)
            {
                var holder = new Holder(simulation, delays, i);
                simulation.Register(new Probe((in Event e) =>
                {
                    log.Add(e.ToString());
                    holder.Handle(in e);
                }));
                simulation.Schedule(Picoseconds.Zero, 0, i, 0, 0);
            }

            while (log.Count < 20_000)
            {
                simulation.Step();
            }

            return log;
        }
    }

    /// <summary>Schedules one event for every event it gets, after the next of its delays and in the next of four phases.</summary>
    private sealed class Holder(Simulation simulation, long[] delays, int first) : Component
    {
        private int _next = first;

        public override void Handle(in Event e)
        {
            long delay = delays[_next++ % delays.Length];
            simulation.Schedule(e.Time + new Picoseconds(delay), _next & 3, e.Target, 0, 0);
        }
    }
}
