using System.Collections.Immutable;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// Latency as a line of layers: a layer has done a sample when it has had its input for a whole sample time, and no earlier than one
/// interval after the sample before. A sample is a step, not a column, and long runs are continued at their last interval,
/// so a design point costs some hundred additions.
/// </summary>
internal sealed class LatencyModel
{
    private const int FollowedSamples = 24;
    private const int FollowedInputs = 6;

    private readonly long[] done;
    private readonly StageTimes[] with;
    private readonly StageTimes[] without;
    private readonly long[] freed = new long[FollowedInputs];
    private readonly long[] completions = new long[FollowedInputs];
    private long linkInterval;

    public LatencyModel(int layers)
    {
        done = new long[layers];
        with = new StageTimes[layers];
        without = new StageTimes[layers];
    }

    /// <summary>Times of samples that read the mean crossbar, by layer, of the last point.</summary>
    public ReadOnlySpan<StageTimes> WithMean => with;

    /// <summary>Times of samples that do not.</summary>
    public ReadOnlySpan<StageTimes> WithoutMean => without;

    /// <summary>Completions of the inputs followed one by one at the last point [ps].</summary>
    public ReadOnlySpan<long> Completions => completions;

    /// <summary>Estimates the times of a run.</summary>
    public LatencyEstimate Estimate(DesignLayout layout, ArchitectureSpec spec, int samples, int inputs, Picoseconds arrival)
    {
        Prepare(layout, spec);
        int rounds = layout.Rounds(samples);
        var estimate = new LatencyEstimate { Followed = Math.Min(inputs, FollowedInputs) };
        long clock = spec.Clock.Period.Value;
        long sender = StageTimes.Edge(spec.Link.Flit.Value, clock);
        long port = layout.PortFlits * sender;
        long flit = spec.Link.Flit.Value;

        // While the first input streams in, the row blocks start one after another: half of them work, on average.
        long stream = Math.Max(port, Stream(layout.FirstStream, flit, with[0].Interval, 0.5));
        long way = StageTimes.Edge(layout.PortHops * spec.Link.Hop.Value, clock) + clock;
        long buffered = Math.Min(layout.PortFlits, spec.Link.ReceiveFlits) * sender;
        long results = ResultInterval(layout, spec, sender);
        long tail = results + StageTimes.Edge(layout.Layers[^1].ResultHops * spec.Link.Hop.Value, clock);
        (long sampleLink, long inputLink) = Links(layout, flit, rounds);
        linkInterval = sampleLink;
        long received = with[0].Receive;
        long sent = 0;
        int last = done.Length - 1;
        int banks = spec.Input.Banks;
        long previousSample = 0;
        Array.Clear(done);
        for (int input = 0; input < estimate.Followed; input++)
        {
            // An input streams in while the one before is worked on; all but its first flits wait for an empty bank.
            sent = Math.Max(Math.Max(sent, arrival.Value * input) + stream, input >= banks ? freed[input - banks] + stream - buffered : 0);
            long arrived = Math.Max(sent, sent - stream + received);
            long sample = Sample(0, input, arrived + way);
            estimate.FirstSample = input == 0 ? sample : estimate.FirstSample;
            int followed = Math.Min(rounds, FollowedSamples);
            for (int number = 1; number < followed; number++)
            {
                previousSample = sample;
                sample = Sample(number, input, 0);
            }

            Skip(rounds - followed);
            estimate.PerSample = rounds > 1 && input == 0 ? sample - previousSample : estimate.PerSample;
            stream = Math.Max(port, Stream(layout.LaterStream, flit, Math.Max(without[0].Interval, linkInterval), 1));
            freed[input] = done[0] - Times(0, rounds > 1).Result;
            StageTimes final = Times(last, rounds > 1);
            completions[input] = done[last] + tail + Math.Max(0, (final.Columns - 1) * (results - final.Column));
            completions[input] = Math.Max(completions[input], input == 0 ? 0 : completions[input - 1] + inputLink);
        }

        estimate.FirstInput = completions[0];
        estimate.FirstLayerEnd = done[0];
        int behind = estimate.Followed - 1;
        estimate.PerInput = behind == 0 ? 0 : completions[behind] - completions[behind - 1];
        estimate.PerSample = samples >= 2 * layout.Copies ? estimate.PerSample / layout.Copies : estimate.PerInput / samples;
        estimate.End = completions[behind] + ((inputs - estimate.Followed) * estimate.PerInput);
        estimate.FirstLayerEnd += (inputs - estimate.Followed) * estimate.PerInput;
        return estimate;
    }

    private void Prepare(DesignLayout layout, ArchitectureSpec spec)
    {
        for (int layer = 0; layer < done.Length; layer++)
        {
            with[layer] = new StageTimes(layout, layer, spec, readsMean: true, layer == 0 ? 0 : with[layer - 1].Column);
            without[layer] = layout.Layers[layer].MuReuse ? new StageTimes(layout, layer, spec, readsMean: false, layer == 0 ? 0 : without[layer - 1].Column) : with[layer];
        }
    }

    private ref readonly StageTimes Times(int layer, bool isLater) => ref isLater ? ref without[layer] : ref with[layer];

    // The completion of one sample of one input by the last layer; arrived is the time of the input vector, 0 for what is there already.
    private long Sample(int number, int input, long arrived)
    {
        long ready = arrived;
        for (int layer = 0; layer < done.Length; layer++)
        {
            ref readonly StageTimes times = ref Times(layer, number > 0);
            long end = ready + times.Burst;
            long interval = Math.Max(times.Interval, linkInterval);
            if (number > 0 || input > 0)
            {
                end = layer == 0 && number > 0 ? done[0] + interval : Math.Max(end, done[layer] + interval);
            }
            else
            {
                end = Math.Max(end, times.FromReset);
            }

            done[layer] = end;
            ready = end;
        }

        return ready;
    }

    // Samples beyond those followed: every layer goes on at the interval of the slowest one up to it.
    private void Skip(long samples)
    {
        long slowest = linkInterval;
        for (int layer = 0; layer < done.Length; layer++)
        {
            slowest = Math.Max(slowest, without[layer].Interval);
            done[layer] += samples * slowest;
        }
    }

    // What the busiest link needs for one sample in steady state, and for one input.
    private static (long Sample, long Input) Links(DesignLayout layout, long flit, int rounds)
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

    // An input stream shares links with partial sums, and routers let them take turns: it gets what they leave, or half.
    private static long Stream(ImmutableArray<LinkLoad> loads, long flit, long interval, double share)
    {
        double longest = 0;
        for (int index = 0; index < loads.Length; index++)
        {
            double other = Math.Min(0.5, share * loads[index].Sample * flit / interval);
            longest = Math.Max(longest, loads[index].Input * flit / (1 - other));
        }

        return (long)longest;
    }

    // Between the columns of the last sample: each sends its statistics, and all of them leave by the port.
    private static long ResultInterval(DesignLayout layout, ArchitectureSpec spec, long sender)
    {
        int columns = layout.Layers[^1].Columns;
        return Math.Max(layout.StatisticsFlits * sender, layout.ResultFlits * spec.Link.Flit.Value / columns);
    }
}
