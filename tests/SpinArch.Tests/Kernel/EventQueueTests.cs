using FsCheck;
using FsCheck.Fluent;
using SpinArch.Kernel;

namespace SpinArch.Tests.Kernel;

public sealed class EventQueueTests
{
    private static readonly long[] _hardwareDelays = [0, 333, 666, 999, 1000, 1000, 2000, 10_000, 100_000];

    /// <summary>Ticks finer than, equal to and coarser than the delays, odd ones, and ones that put everything in one slot or in the heap.</summary>
    public static TheoryData<long, int> Wheels => new()
    {
        { 1, 64 }, { 7, 64 }, { 333, 64 }, { 1000, 64 }, { 1000, 4096 }, { 1024, 128 }, { 12_345, 4096 }, { 10_000_000_000, 64 },
    };

    [Theory]
    [MemberData(nameof(Wheels))]
    public void Events_leave_in_the_order_of_a_fifo_reference_while_more_are_scheduled(long tick, int slots)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            AgainstReference(tick, slots, seed, random => _hardwareDelays[random.Next(_hardwareDelays.Length)]);
        }
    }

    [Theory]
    [MemberData(nameof(Wheels))]
    public void Far_events_come_back_to_the_wheel_in_order(long tick, int slots)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            AgainstReference(tick, slots, seed, random => random.Next(4) switch
            {
                0 => random.Next(3),
                1 => 1000L * random.Next(100),
                2 => 1000L * (slots - 2 + random.Next(4)),
                _ => random.NextInt64(100_000_000_000),
            });
        }
    }

    [Fact]
    public void The_order_depends_on_no_tick()
    {
        Gen<(long, int, long[])> cases =
            from tick in Gen.Choose(1, 5000)
            from slots in Gen.Elements(64, 256, 4096)
            from delays in Gen.NonEmptyListOf(Gen.OneOf(Gen.Choose(0, 10), Gen.Choose(0, 20_000), Gen.Choose(0, 50_000_000)))
            select ((long)tick, slots, delays.Select(delay => (long)delay).ToArray());
        Prop.ForAll(cases.ToArbitrary(), one =>
            AgainstReference(one.Item1, one.Item2, one.Item3.Length, random => one.Item3[random.Next(one.Item3.Length)]))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Growth_to_many_pending_events_keeps_the_order()
    {
        var queue = new EventQueue(new Picoseconds(1000));
        var reference = new FifoReference();
        var random = new Random(1);
        for (int i = 0; i < 50_000; i++)
        {
            var at = new Picoseconds(random.Next(2_000_000) * 5L);
            int phase = random.Next(3);
            queue.Schedule(at, phase, 0, 0, i);
            reference.Schedule(at, phase, i);
        }

        AssertSameRest(queue, reference);
    }

    [Fact]
    public void An_event_scheduled_now_with_a_lower_phase_overtakes_those_pending_now()
    {
        var queue = new EventQueue(new Picoseconds(1000));
        queue.Schedule(new Picoseconds(5000), 2, 0, 0, 20);
        queue.Schedule(new Picoseconds(5000), 2, 0, 0, 21);
        Assert.Equal(20, Pop(queue));
        queue.Schedule(new Picoseconds(5000), 2, 0, 0, 22);
        queue.Schedule(new Picoseconds(5000), 1, 0, 0, 10);
        queue.Schedule(new Picoseconds(5000), 0, 0, 0, 0);
        queue.Schedule(new Picoseconds(5000), 1, 0, 0, 11);
        Assert.Equal([0, 10, 11, 21, 22], PopAll(queue));
    }

    [Fact]
    public void Events_of_one_slot_at_several_instants_leave_by_time()
    {
        var queue = new EventQueue(new Picoseconds(1000));
        queue.Schedule(new Picoseconds(9_999), 0, 0, 0, 3);
        queue.Schedule(new Picoseconds(9_333), 1, 0, 0, 2);
        queue.Schedule(new Picoseconds(9_000), 7, 0, 0, 0);
        queue.Schedule(new Picoseconds(9_333), 0, 0, 0, 1);
        Assert.Equal([0, 1, 2, 3], PopAll(queue));
    }

    [Fact]
    public void An_event_carries_what_it_was_scheduled_with()
    {
        var queue = new EventQueue(new Picoseconds(1000));
        queue.Schedule(new Picoseconds(1), 0, 1, 2, 3);
        queue.Schedule(new Picoseconds(long.MaxValue), Event.MaxPhase, int.MaxValue, int.MinValue, -1);
        Assert.True(queue.TryPop(out Event first));
        Assert.Equal((1L, 0, 0L, 1, 2, 3), (first.Time.Value, first.Phase, first.Sequence, first.Target, first.Kind, first.Argument));
        Assert.True(queue.TryPop(out Event last));
        Assert.Equal(
            (long.MaxValue, Event.MaxPhase, 1L, int.MaxValue, int.MinValue, -1),
            (last.Time.Value, last.Phase, last.Sequence, last.Target, last.Kind, last.Argument));
        Assert.False(queue.TryPop(out _));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void The_past_cannot_be_scheduled()
    {
        var queue = new EventQueue(new Picoseconds(1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Schedule(new Picoseconds(-1), 0, 0, 0, 0));
        queue.Schedule(new Picoseconds(1500), 0, 0, 0, 0);
        Pop(queue);
        ArgumentOutOfRangeException fault =
            Assert.Throws<ArgumentOutOfRangeException>(() => queue.Schedule(new Picoseconds(1499), 0, 0, 0, 0));
        Assert.Contains("1.499 ns is in the past: it is 1.5 ns", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, queue.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Event.MaxPhase + 1)]
    public void A_phase_out_of_range_is_refused(int phase) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new EventQueue(new Picoseconds(1000)).Schedule(Picoseconds.Zero, phase, 0, 0, 0));

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(-5, 4096)]
    [InlineData(1000, 32)]
    [InlineData(1000, 100)]
    [InlineData(1000, 8192)]
    public void A_wheel_without_a_tick_or_with_odd_slots_is_refused(long tick, int slots) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventQueue(new Picoseconds(tick), slots));

    /// <summary>A hold model with bursts: pops in lockstep with the reference and schedules 0 to 3 events after each pop.</summary>
    private static void AgainstReference(long tick, int slots, int seed, Func<Random, long> delay)
    {
        var queue = new EventQueue(new Picoseconds(tick), slots);
        var reference = new FifoReference();
        var random = new Random(seed);
        int scheduled = 0;
        void Schedule(long now)
        {
            var at = new Picoseconds(now + delay(random));
            int phase = random.Next(4);
            queue.Schedule(at, phase, 0, 0, scheduled);
            reference.Schedule(at, phase, scheduled++);
        }

        for (int i = 0; i < 50; i++)
        {
            Schedule(0);
        }

        for (int i = 0; i < 1500 && reference.Count > 0; i++)
        {
            long now = AssertSamePop(queue, reference);

            // Shrinks to few and grows to many pending events in turn.
            int more = i / 300 % 2 == 0 ? random.Next(4) : random.Next(2);
            for (int j = 0; j < more; j++)
            {
                Schedule(now);
            }
        }

        AssertSameRest(queue, reference);
    }

    private static long AssertSamePop(EventQueue queue, FifoReference reference)
    {
        Assert.True(queue.TryPop(out Event next));
        Assert.Equal(reference.Pop(), (next.Time.Value, next.Phase, next.Sequence, next.Argument));
        Assert.Equal(next.Time, queue.Now);
        return next.Time.Value;
    }

    private static void AssertSameRest(EventQueue queue, FifoReference reference)
    {
        while (reference.Count > 0)
        {
            Assert.Equal(reference.Count, queue.Count);
            AssertSamePop(queue, reference);
        }

        Assert.False(queue.TryPop(out _));
    }

    private static int Pop(EventQueue queue) => queue.TryPop(out Event next) ? next.Argument : throw new InvalidOperationException();

    private static List<int> PopAll(EventQueue queue)
    {
        List<int> all = [];
        while (queue.TryPop(out Event next))
        {
            all.Add(next.Argument);
        }

        return all;
    }
}
