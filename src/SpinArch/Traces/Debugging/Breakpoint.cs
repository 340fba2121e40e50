using System.Globalization;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Debugging;

/// <summary>Where to stop: at an activity, at one after a long stall, or when a store becomes full or empty. Everything that is said must hold.</summary>
internal sealed class Breakpoint
{
    private static readonly string[] Words = ["tile", "unit", "instruction", "column", "sample", "input", "stall", "bank", "is"];

    private readonly TraceFilter filter;
    private readonly Picoseconds? stall;
    private readonly string? bank;
    private readonly bool wantsFull;
    private readonly bool[] held;

    private Breakpoint(string text, TraceFilter filter, int? column, Picoseconds? stall, string? bank, bool wantsFull, int tiles)
    {
        Text = text;
        this.filter = filter;
        Column = column;
        this.stall = stall;
        this.bank = bank;
        this.wantsFull = wantsFull;
        held = new bool[tiles];
    }

    /// <summary>What was written.</summary>
    public string Text { get; }

    private int? Column { get; }

    /// <summary>Reads <c>tile=N unit=NAME instruction=N column=N sample=N input=N stall=NS</c> or <c>tile=N bank=NAME is=full|empty</c>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="program">The program.</param>
    /// <param name="stores">Names of the stores with banks.</param>
    /// <exception cref="DebugFault">A word is unknown, or its value makes no sense.</exception>
    public static Breakpoint Parse(IReadOnlyList<string> words, Isa.Program program, IReadOnlyList<string> stores)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? word : word[..equals];
            if (equals < 0 || !Words.Contains(name, StringComparer.Ordinal))
            {
                throw new DebugFault($"'{word}' is no condition; write one of {string.Join(", ", Words.Select(known => known + "=..."))}");
            }

            if (!values.TryAdd(name, word[(equals + 1)..]))
            {
                throw new DebugFault($"{name} stands there twice");
            }
        }

        if (values.Count == 0)
        {
            throw new DebugFault("break needs a condition: break tile=0 unit=adc, break stall=20, break tile=0 bank=sampleHold is=full");
        }

        string? bank = values.GetValueOrDefault("bank");
        string? state = values.GetValueOrDefault("is");
        if ((bank is null) != (state is null) || (bank is not null && values.Keys.Any(name => name is not ("tile" or "bank" or "is"))))
        {
            throw new DebugFault("a bank condition is bank=NAME is=full or is=empty, with or without tile=N, and nothing else");
        }

        if (bank is not null && !stores.Contains(bank, StringComparer.Ordinal))
        {
            throw new DebugFault($"'{bank}' is no store with banks; known: {string.Join(", ", stores)}");
        }

        if (state is not (null or "full" or "empty"))
        {
            throw new DebugFault($"is={state}: allowed are full and empty");
        }

        var filter = new TraceFilter
        {
            Tile = values.GetValueOrDefault("tile") == "port" ? -1 : Number(values, "tile", program.Tiles.Length),
            Track = Track(values.GetValueOrDefault("unit")),
            Instruction = Number(values, "instruction", int.MaxValue),
            Sample = Number(values, "sample", int.MaxValue),
            Input = Number(values, "input", int.MaxValue),
        };
        return new Breakpoint(string.Join(' ', words), filter, Number(values, "column", int.MaxValue), Stall(values.GetValueOrDefault("stall")), bank, state == "full", program.Tiles.Length);
    }

    /// <summary>Takes the present as what was there before: a store that is full already does not stop the next step.</summary>
    public void Arm(DebugSession session) => _ = Banks(session, report: false);

    /// <summary>What of the last step it stops at; null where it goes on.</summary>
    public string? Hit(DebugSession session)
    {
        if (bank is not null)
        {
            return Banks(session, report: true);
        }

        for (int i = 0; i < session.Present.Count; i++)
        {
            Activity activity = session.Present[i];
            if (filter.Matches(in activity, session.Places)
                && (Column is not { } column || activity.Column == column)
                && (stall is not { } bound
                    || (session.Gaps[i] > bound
                    && (activity.Kind != NetworkComponent.Hop && activity.Kind != PortComponent.PortSend
                    && activity.Kind != PortComponent.PortReceive))))
            {
                return stall is null ? "" : string.Create(CultureInfo.InvariantCulture, $"a stall of {session.Gaps[i].Nanoseconds:0.###} ns before {activity.Kind}");
            }
        }

        return null;
    }

    private string? Banks(DebugSession session, bool report)
    {
        string? hit = null;
        foreach (Tile tile in bank is null ? [] : session.Machine.Tiles)
        {
            bool holds = (filter.Tile is not { } wanted || wanted == tile.Index)
                && BankState.Of(tile).Any(state => state.Name == bank && (wantsFull ? state.Full == state.Banks : state.Full + state.Filling == 0));
            if (holds && !held[tile.Index] && report)
            {
                hit ??= string.Create(CultureInfo.InvariantCulture, $"tile {tile.Index}: every bank of {bank} is {(wantsFull ? "full" : "empty")}");
            }

            held[tile.Index] = holds;
        }

        return hit;
    }

    private static int? Number(Dictionary<string, string> values, string name, int limit) =>
        !values.TryGetValue(name, out string? text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < limit ? number
        : throw new DebugFault(string.Create(CultureInfo.InvariantCulture, $"{name}={text} is no whole number from 0 to {limit - 1}"));

    private static int? Track(string? unit) => unit is null ? null
        : TraceTracks.Used.Contains(unit, StringComparer.Ordinal) ? TraceTracks.Find(unit)
        : throw new DebugFault($"'{unit}' is no unit; the nearest is {NearestName.Of(unit, TraceTracks.Used)}");

    private static Picoseconds? Stall(string? text) => text is null ? null : DebugTime.Parse(text);
}
