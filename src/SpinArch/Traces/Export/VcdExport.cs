using System.Globalization;
using SpinArch.Specs;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// A Value Change Dump (IEEE 1364) for waveform viewers: for every slot of every track that did anything one bit that is 1 while it is
/// busy, and for every bank store of a tile that did the number of its full banks. The trace is read twice, first for the list of signals, then from its
/// beginning, because what is in the banks at a time is what was done until then; memory stays bounded. Before a window and after it every
/// signal is x: nothing is said of these times.
/// </summary>
public static class VcdExport
{
    /// <summary>Writes the dump; its time unit is a picosecond.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="reader">The trace.</param>
    /// <param name="filter">Which units; the banks are those of their tiles.</param>
    public static void Write(TextWriter writer, TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        ArchitectureSpec spec = reader.Header.Spec;
        var places = new TracePlaces(reader.Header.Program);
        var signals = new VcdSignals(reader, filter, places);
        writer.Write($"$version SpinArch {reader.Header.ToolVersion} $end\n$comment {spec.Name}: 1 is busy, a number counts full banks $end\n$timescale 1ps $end\n$scope module chip $end\n");
        signals.Declare(writer);
        writer.Write("$upscope $end\n$enddefinitions $end\n#0\n$dumpvars\n");
        for (int signal = 0; signal < signals.Count; signal++)
        {
            writer.Write(Begin(filter) > 0 ? signals.Unknown(signal) : signals.Text(signal, 0));
        }

        writer.Write("$end\n");
        Changes(writer, reader, filter, places, signals);
    }

    // When the window opens [ps].
    private static long Begin(TraceFilter filter) => filter.From?.Value ?? 0;

    private static void Changes(TextWriter writer, TraceReader reader, TraceFilter filter, TracePlaces places, VcdSignals signals)
    {
        ArchitectureSpec spec = reader.Header.Spec;
        long from = Begin(filter);
        long to = filter.To?.Value ?? long.MaxValue;
        int[] written = new int[signals.Count];
        int[] values = new int[signals.Count];
        var changed = new SortedSet<int>();
        long now = from;
        long stamped = -1;
        if (from > 0)
        {
            // When the window opens every value is told, zeros too.
            Array.Fill(written, int.MinValue);
            changed.UnionWith(Enumerable.Range(0, signals.Count));
        }

        var order = new TimeOrder<(int Signal, int Change)>(spec.Clock.Period, (time, change) =>
        {
            if (time != now)
            {
                Flush();
                now = time;
            }

            values[change.Signal] += change.Change;
            changed.Add(change.Signal);
        });
        var chip = new FollowedChip(reader.Header, OnBank);
        var slots = new SlotAssigner(places);
        TraceScan.FromStart(reader, filter, places, (in Activity activity, bool isWanted) =>
        {
            order.Reach(activity.Start);
            chip.Take(in activity);
            if (isWanted)
            {
                int signal = signals.Of(slots.TrackIndex(in activity), slots.Assign(in activity));
                order.Add(Math.Max(activity.Start.Value, from), 1, (signal, 1));
                order.Add(Math.Min((activity.Start + activity.Duration).Value, to), 0, (signal, -1));
            }
        });
        order.Close();
        Flush();

        if (to < long.MaxValue)
        {
            writer.Write(stamped < to ? string.Create(CultureInfo.InvariantCulture, $"#{to}\n") : "");
            now = to;
            for (int signal = 0; signal < signals.Count; signal++)
            {
                writer.Write(signals.Unknown(signal));
            }
        }

        // Some readers drop what changes at the very last time.
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"#{now + 1}\n"));

        // What was in the banks when a window opens is told there.
        void OnBank(BankChange change)
        {
            int signal = signals.Of(in change);
            if (signal >= 0 && change.At.Value < to)
            {
                order.Add(Math.Max(change.At.Value, from), 1, (signal, change.Full));
            }
        }

        // What ends and begins at one time does not change.
        void Flush()
        {
            bool isFirst = true;
            foreach (int signal in changed)
            {
                if (written[signal] != values[signal])
                {
                    written[signal] = values[signal];
                    if (isFirst)
                    {
                        writer.Write(string.Create(CultureInfo.InvariantCulture, $"#{now}\n"));
                        stamped = now;
                        isFirst = false;
                    }

                    writer.Write(signals.Text(signal, values[signal]));
                }
            }

            changed.Clear();
        }
    }
}
