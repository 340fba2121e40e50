using System.Globalization;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// A Value Change Dump (IEEE 1364) for waveform viewers: for every slot of every track that did anything, one bit that is 1 while it
/// is busy. The trace is read twice, first for the list of signals; memory stays bounded.
/// </summary>
public static class VcdExport
{
    /// <summary>Writes the dump; its time unit is a picosecond.</summary>
    public static void Write(TextWriter writer, TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        var places = new TracePlaces(reader.Header.Program);
        SortedSet<(int Track, int Slot)> signals = Signals(reader, filter, places);
        var codes = signals.Select((signal, index) => (signal, code: Code(index))).ToDictionary(pair => pair.signal, pair => pair.code);
        WriteHeader(writer, reader, places, signals, codes);

        var values = codes.Values.ToDictionary(code => code, _ => false, StringComparer.Ordinal);
        var pending = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        long now = 0;
        var order = new TimeOrder<(string Code, bool Busy)>(reader.Header.Spec.Clock.Period, (time, change) =>
        {
            if (time != now)
            {
                Flush();
                now = time;
            }

            pending[change.Code] = change.Busy;
        });
        var slots = new SlotAssigner(places);
        TraceScan.Over(reader, filter, places, (in Activity activity) =>
        {
            order.Reach(activity.Start);
            string code = codes[(slots.TrackIndex(in activity), slots.Assign(in activity))];
            order.Add(activity.Start.Value, 1, (code, true));
            order.Add((activity.Start + activity.Duration).Value, 0, (code, false));
        });
        order.Close();
        Flush();

        // Some readers drop what changes at the very last time.
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"#{now + 1}\n"));

        // What ends and begins at one time does not change.
        void Flush()
        {
            bool isFirst = true;
            foreach ((string code, bool busy) in pending)
            {
                if (values[code] != busy)
                {
                    values[code] = busy;
                    if (isFirst)
                    {
                        writer.Write(string.Create(CultureInfo.InvariantCulture, $"#{now}\n"));
                        isFirst = false;
                    }

                    writer.Write($"{(busy ? '1' : '0')}{code}\n");
                }
            }

            pending.Clear();
        }
    }

    private static SortedSet<(int Track, int Slot)> Signals(TraceReader reader, TraceFilter filter, TracePlaces places)
    {
        var signals = new SortedSet<(int, int)>();
        var slots = new SlotAssigner(places);
        TraceScan.Over(reader, filter, places, (in Activity activity) => signals.Add((slots.TrackIndex(in activity), slots.Assign(in activity))));
        return signals;
    }

    private static void WriteHeader(
        TextWriter writer, TraceReader reader, TracePlaces places, SortedSet<(int Track, int Slot)> signals, Dictionary<(int, int), string> codes)
    {
        writer.Write($"$version SpinArch {reader.Header.ToolVersion} $end\n$comment {reader.Header.Spec.Name}: 1 is busy $end\n$timescale 1ps $end\n$scope module chip $end\n");
        int open = -1;
        foreach ((int track, int slot) in signals)
        {
            int site = track / TraceTracks.Count;
            if (site != open)
            {
                writer.Write($"{(open < 0 ? "" : "$upscope $end\n")}$scope module {places.NameOf(site).Replace(' ', '_')} $end\n");
                open = site;
            }

            int unit = track % TraceTracks.Count;
            string suffix = TraceTracks.Slots(unit) > 1 || slot > 0 ? string.Create(CultureInfo.InvariantCulture, $"_{slot}") : "";
            writer.Write($"$var wire 1 {codes[(track, slot)]} {TraceTracks.NameOf(unit)}{suffix} $end\n");
        }

        writer.Write(open < 0 ? "" : "$upscope $end\n");
        writer.Write("$upscope $end\n$enddefinitions $end\n#0\n$dumpvars\n");
        foreach ((int, int) signal in signals)
        {
            writer.Write($"0{codes[signal]}\n");
        }

        writer.Write("$end\n");
    }

    // Identifier codes are strings of the printable characters 33 to 126.
    private static string Code(int index)
    {
        const int Characters = 94;
        string code = "";
        do
        {
            code += (char)('!' + (index % Characters));
            index = (index / Characters) - 1;
        }
        while (index >= 0);
        return code;
    }
}
