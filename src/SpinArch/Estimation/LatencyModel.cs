using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// Latency as a line of layers: a copy of a layer has done a sample when it has had its input for a whole sample time, and no earlier than
/// one interval after the sample before. A sample is a step, not a column, and long runs are continued at their last interval,
/// so a design point costs some hundred additions, all of them checked. Where the copies of all layers have a common divisor, samples fall into as many
/// strands that never share a tile; only the first, which has most samples, is followed.
/// </summary>
internal sealed class LatencyModel
{
    private const int FollowedSamplesOfACopy = 24;
    private const int FollowedInputs = 6;

    // By layer and copy of the strand: when it was done with its last sample.
    private readonly long[][] done;
    private readonly StageTimes[] with;
    private readonly StageTimes[] without;
    private readonly long[] freed = new long[FollowedInputs];
    private readonly long[] completions = new long[FollowedInputs];
    private long[] samplesDone = [];
    private long linkInterval;

    public LatencyModel(int layers)
    {
        done = [.. Enumerable.Range(0, layers).Select(_ => new long[1])];
        with = new StageTimes[layers];
        without = new StageTimes[layers];
    }

    /// <summary>Times of samples that read the mean crossbar, by layer, of the last point.</summary>
    public ReadOnlySpan<StageTimes> WithMean => with;

    /// <summary>Times of samples that do not.</summary>
    public ReadOnlySpan<StageTimes> WithoutMean => without;

    /// <summary>Completions of the inputs followed one by one at the last point [ps].</summary>
    public ReadOnlySpan<long> Completions => completions;

    /// <summary>Most blocks of a tile of a layer.</summary>
    public static int BlocksOf(DesignLayout layout, int layer)
    {
        int most = 0;
        for (int number = 0; number < layout.Groups.Length; number++)
        {
            ref readonly TileGroup group = ref layout.Groups.ItemRef(number);
            most = group.Layer == layer ? Math.Max(most, group.Work.Blocks) : most;
        }

        return most;
    }

    /// <summary>Estimates the times of a run.</summary>
    public LatencyEstimate Estimate(DesignLayout layout, ArchitectureSpec spec, int samples, int inputs, Picoseconds arrival)
    {
        checked
        {
            Prepare(layout, spec);
            int ofStrand = ((samples - 1) / layout.Strands) + 1;
            var estimate = new LatencyEstimate { Followed = Math.Min(inputs, FollowedInputs) };
            long clock = spec.Clock.Period.Value;
            long sender = ColumnTimes.Edge(spec.Link.Flit.Value, clock);

            long port = PortTime(layout, spec, sender);
            long flit = spec.Link.Flit.Value;

            // While the first input streams in, the row blocks start one after another: half of them work, on average.
            double rounds = (double)layout.RoundSamples / layout.Layers[0].Copies;
            long stream = Math.Max(port, Stream(layout.FirstStream, flit, with[0].Interval * rounds, 0.5));
            long way = ColumnTimes.Edge(layout.PortHops * spec.Link.Hop.Value, clock) + clock;
            long buffered = Math.Min(layout.PortFlits, spec.Link.ReceiveFlits) * sender;
            long results = ResultInterval(layout, spec, sender);
            long tail = results + ColumnTimes.Edge(layout.Layers[^1].ResultHops * spec.Link.Hop.Value, clock);
            (long roundLink, long inputLink) = Links(layout, flit, layout.Rounds(samples));
            linkInterval = roundLink * layout.Strands / layout.RoundSamples;
            long received = with[0].Receive;
            long sent = 0;
            int last = done.Length - 1;
            int banks = spec.Input.Banks;
            int followed = Math.Min(ofStrand, FollowedSamplesOfACopy * Most());
            samplesDone = samplesDone.Length < followed ? new long[followed] : samplesDone;
            bool hasLater = ofStrand > done[0].Length;
            for (int input = 0; input < estimate.Followed; input++)
            {
                // An input streams in while the one before is worked on; all but its first flits wait for an empty bank.
                sent = Math.Max(Math.Max(sent, arrival.Value * input) + stream, input >= banks ? freed[input - banks] + stream - buffered : 0);
                long arrived = Math.Max(sent, sent - stream + received);
                for (int number = 0; number < followed; number++)
                {
                    samplesDone[number] = Sample(number, input, arrived + way);
                }

                Skip(ofStrand - followed);
                estimate.FirstSample = input == 0 ? samplesDone[0] : estimate.FirstSample;
                estimate.PerSample = input == 0 ? LastInterval(followed, layout.RoundSamples / layout.Strands) : estimate.PerSample;
                stream = Math.Max(port, Stream(layout.LaterStream, flit, Math.Max(without[0].Interval * rounds, roundLink), 1));
                freed[input] = Last(0) - Times(0, hasLater).SinceRead;
                StageTimes final = Times(last, hasLater);
                completions[input] = Last(last) + tail + Math.Max(0, (final.Columns - 1) * (results - final.Column));
                completions[input] = Math.Max(completions[input], input == 0 ? 0 : completions[input - 1] + inputLink);
            }

            estimate.FirstInput = completions[0];
            estimate.FirstLayerEnd = Last(0);
            int behind = estimate.Followed - 1;
            estimate.PerInput = behind == 0 ? 0 : completions[behind] - completions[behind - 1];
            estimate.PerSample = samples >= 2 * layout.Copies ? estimate.PerSample / layout.Strands : (double)estimate.PerInput / samples;
            estimate.End = completions[behind] + ((inputs - estimate.Followed) * estimate.PerInput);
            estimate.FirstLayerEnd += (inputs - estimate.Followed) * estimate.PerInput;
            return estimate;
        }
    }

    private void Prepare(DesignLayout layout, ArchitectureSpec spec)
    {
        for (int layer = 0; layer < done.Length; layer++)
        {
            with[layer] = new StageTimes(layout, layer, spec, readsMean: true, layout.Layers[layer].Source is { } from ? with[from]
                : default);
            int copies = layout.Layers[layer].Copies / layout.Strands;
            done[layer] = done[layer].Length == copies ? done[layer] : new long[copies];
            Array.Clear(done[layer]);
            without[layer] = layout.Layers[layer].MuReuse
                ? new StageTimes(layout, layer, spec, readsMean: false, layout.Layers[layer].Source is { } source ? without[source]
                    : default)
                : with[layer];
        }
    }

    private ref readonly StageTimes Times(int layer, bool isLater) => ref isLater ? ref without[layer] : ref with[layer];

    private int Most()
    {
        int most = 1;
        foreach (long[] copies in done)
        {
            most = Math.Max(most, copies.Length);
        }

        return most;
    }

    private long Last(int layer)
    {
        long last = 0;
        foreach (long copy in done[layer])
        {
            last = Math.Max(last, copy);
        }

        return last;
    }

    // Between samples of the strand: over a whole pattern of copies, as far as there are samples.
    private double LastInterval(int followed, int pattern)
    {
        int window = Math.Min(followed - 1, pattern);
        return window == 0 ? 0 : (double)(samplesDone[followed - 1] - samplesDone[followed - 1 - window]) / window;
    }

    // The completion of one sample of one input by the last layer; the input vector is there for all copies of the first layer at once.
    private long Sample(int number, int input, long arrived)
    {
        checked
        {
            long ready = arrived;
            for (int layer = 0; layer < done.Length; layer++)
            {
                int copies = done[layer].Length;
                ref long before = ref done[layer][number % copies];
                bool isLater = number >= copies;
                ref readonly StageTimes times = ref Times(layer, isLater);
                long end = ready + times.Burst;
                long interval = Math.Max(times.Interval, linkInterval * copies);
                if (isLater || input > 0)
                {
                    end = isLater && !times.InputsVary ? before + interval : Math.Max(end, before + interval);
                }
                else
                {
                    end = Math.Max(end, times.FromReset);
                }

                before = end;
                ready = end;
            }

            return ready;
        }
    }

    // Samples beyond those followed: every layer goes on at the interval of the slowest one up to it, and other copies are the last ones.
    private void Skip(long samples)
    {
        checked
        {
            long slowest = linkInterval * samples;
            for (int layer = 0; layer < done.Length && samples > 0; layer++)
            {
                long[] copies = done[layer];
                slowest = Math.Max(slowest, samples * without[layer].Interval / copies.Length);
                for (int copy = 0; copy < copies.Length; copy++)
                {
                    copies[copy] += slowest;
                }

                int shift = (int)(samples % copies.Length);
                Array.Reverse(copies);
                Array.Reverse(copies, 0, shift);
                Array.Reverse(copies, shift, copies.Length - shift);
            }
        }
    }

    // Every block has credits of its own: a flit waits for that of the one so many before it in its block, which has to come and go back.
    private static long PortTime(DesignLayout layout, ArchitectureSpec spec, long sender)
    {
        checked
        {
            long time = 0;
            int credits = spec.Link.ReceiveFlits;
            for (int index = 0; index < layout.PortStreams.Length; index++)
            {
                ref readonly PortStream stream = ref layout.PortStreams.ItemRef(index);
                long trip = sender + (2 * ColumnTimes.Edge(stream.Hops * spec.Link.Hop.Value, spec.Clock.Period.Value));
                (int turns, int rest) = Math.DivRem(stream.Flits - 1, credits);
                time += stream.Times * ((turns * Math.Max(credits * sender, trip)) + ((rest + 1) * sender));
            }

            return time;
        }
    }

    // What the busiest link needs for one round in steady state, and for one input.
    private static (long Round, long Input) Links(DesignLayout layout, long flit, int rounds)
    {
        checked
        {
            long sample = 0;
            long input = 0;
            for (int index = 0; index < layout.Hottest.Length; index++)
            {
                LinkLoad load = layout.Hottest[index];
                sample = Math.Max(sample, load.Sample);
                input = Math.Max(input, (rounds * load.Sample) + load.Input);
            }

            return (sample * flit, input * flit);
        }
    }

    // An input stream shares links with partial sums, and routers let them take turns: it gets what they leave, or half.
    private static long Stream(ImmutableArray<LinkLoad> loads, long flit, double interval, double share)
    {
        checked
        {
            double longest = 0;
            for (int index = 0; index < loads.Length; index++)
            {
                double other = Math.Min(0.5, share * loads[index].Sample * flit / interval);
                longest = Math.Max(longest, loads[index].Input * flit / (1 - other));
            }

            return (long)longest;
        }
    }

    // Between the columns of the last sample: each sends its statistics, as far as it has credits, and all of them leave by the port.
    private static long ResultInterval(DesignLayout layout, ArchitectureSpec spec, long sender)
    {
        checked
        {
            int columns = layout.Layers[^1].Columns;
            long trip = ColumnTimes.Edge(sender + (2 * layout.Layers[^1].ResultHops * spec.Link.Hop.Value), spec.Clock.Period.Value);
            long flit = Math.Max(sender, (trip + spec.Link.ReceiveFlits - 1) / spec.Link.ReceiveFlits);
            return Math.Max(layout.StatisticsFlits * flit, layout.ResultFlits * spec.Link.Flit.Value / columns);
        }
    }
}
