using SpinArch.Compilation;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// Round trips of a column through queues and credits, where no unit is always busy [ps] (<c>docs/estimator.md</c>): a queue of some depth
/// has so many columns under way, and the next is posted when the first of these has left it.
/// </summary>
internal struct ColumnTrips
{
    private readonly ArchitectureSpec _spec;
    private readonly ColumnTimes _times;
    private readonly long _clock;
    private readonly long _sender;

    /// <param name="spec">The architecture.</param>
    /// <param name="times">What a column costs the units of the layer's tiles.</param>
    public ColumnTrips(ArchitectureSpec spec, in ColumnTimes times)
    {
        checked
        {
            _spec = spec;
            _clock = spec.Clock.Period.Value;
            _sender = ColumnTimes.Edge(spec.Link.Flit.Value, _clock);
            _times = times;
            (Trip, Columns) = (0, 1);
        }
    }

    /// <summary>The longest trip: what so many columns take.</summary>
    public long Trip { get; private set; }

    /// <summary>Columns under way in it.</summary>
    public long Columns { get; private set; }

    /// <summary>Between columns.</summary>
    public readonly long Interval => (Trip + Columns - 1) / Columns;

    /// <summary>The queues of a tile.</summary>
    /// <param name="work">The tile.</param>
    /// <param name="sends">Whether it sends every column.</param>
    public void Include(in TileWork work, bool sends)
    {
        checked
        {
            int depth = _spec.Sequencer.QueueDepth;
            int width = _spec.Vector.Width;
            if (_spec.ReadsWhole)
            {
                // Codes are there for all columns at once: of a column only its sums and flits are under way.
                if (sends)
                {
                    Note((_clock * work.VectorClocks(width)) + (work.SentFlits * _sender) + _clock, depth + 1);
                }

                return;
            }

            int operations = work.Additions + (work.IsHome ? 1 : 0);
            long adds = _clock * work.AddClocks(width);
            long all = _clock * work.VectorClocks(width);
            long drawn = ColumnTimes.Edge((_times.FillOf(work) / work.Blocks) + _spec.Sampler.Lag.Value, _clock)
                + (_times.ScaleOf(work) / work.Blocks);
            long toConversion = drawn + _spec.Crossbar.ColumnRead.Value;
            long converted = ((_times.Rounds - 1) * _spec.Adc.Interval.Value) + _spec.Adc.Latency.Value;
            long toLatch = ColumnTimes.Edge(drawn + _times.Slices + converted, _clock);

            // Two slots more: what is fetched between the last vector operation and the next column.
            if (work.Blocks == 1)
            {
                int under = (depth + operations) / operations;
                bool isSecond = (under * operations) - (depth + 1) > 0;
                Note(toLatch + (isSecond ? adds : 0) + (2 * _clock), under);
            }
            else
            {
                Note((toLatch + (2 * _clock)) * operations, depth + 1);
            }

            Note(toConversion * work.Blocks, depth);
            if (sends)
            {
                Note(toLatch + all + (work.SentFlits * _sender) + _clock, depth + 1);
            }
        }
    }

    /// <summary>Credits of the words of a column that go so far.</summary>
    public void Include(in PathStep step)
    {
        checked
        {
            if (step.Hops > 0)
            {
                long way = ColumnTimes.Edge(step.Hops * _spec.Link.Hop.Value, _clock);
                Note((_sender + way + _clock + way) * step.Flits, _spec.Link.ReceiveFlits);
            }
        }
    }

    private void Note(long trip, long columns)
    {
        if ((Int128)trip * Columns > (Int128)Trip * columns)
        {
            (Trip, Columns) = (trip, columns);
        }
    }
}
