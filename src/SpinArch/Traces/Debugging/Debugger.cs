using System.Globalization;
using SpinArch.Components.Sequencer;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Debugging;

/// <summary>
/// The commands of the trace debugger, a line each, from a person or a script. Policy: a person's wrong line is named and the session goes
/// on; a script ends at its first wrong line or failed <c>expect</c>.
/// </summary>
public sealed class Debugger : IDisposable
{
    private static readonly (string Name, string Help)[] Commands =
    [
        ("step [N]", "to the next event at which a unit starts something, N times"),
        ("back [N]", "the same, backwards"),
        ("next [N]", "to the next instruction that the chosen tile issues, N times"),
        ("prev [N]", "the same, backwards"),
        ("goto NS", "to the last step no later than a time, forwards or backwards"),
        ("run", "to a breakpoint or the end"),
        ("break COND...", "stop where all hold: tile=N unit=NAME instruction=N column=N sample=N input=N stall=NS, or bank=NAME is=full|empty [tile=N]"),
        ("breaks", "list the breakpoints"),
        ("delete N", "remove one"),
        ("tile N", "choose a tile"),
        ("where", "the time and what happened at it"),
        ("banks", "banks and latches of the chosen tile"),
        ("queues", "its queues, and what their heads wait for"),
        ("messages", "its channels, and the flits in the mesh"),
        ("program", "its program around the next instruction"),
        ("expect TEXT", "fail unless the last command printed TEXT"),
        ("help", "this list"),
        ("quit", "end"),
    ];

    private readonly DebugSession session;
    private readonly DebugView view;
    private readonly List<Breakpoint> breakpoints = [];
    private readonly List<string> printed = [];
    private readonly string trace;
    private int tile;

    /// <summary>A session at the start of a trace.</summary>
    /// <param name="reader">The trace; it must outlive the session.</param>
    public Debugger(TraceReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        trace = reader.Path;
        session = new DebugSession(reader);
        view = new DebugView(session);
    }

    /// <summary>Whether <c>quit</c> was said.</summary>
    public bool HasQuit { get; private set; }

    /// <summary>Carries out the lines of a script.</summary>
    /// <param name="path">The script: a command a line, <c>#</c> begins a comment.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="output">Where each command and what it prints goes.</param>
    /// <returns>Whether every <c>expect</c> held; otherwise the last line of the output says which did not.</returns>
    /// <exception cref="InputException">A line is no command; the message gives its number.</exception>
    public bool RunScript(string path, IEnumerable<string> lines, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(output);
        int number = 0;
        foreach (string raw in lines)
        {
            number++;
            string line = raw.Split('#')[0].Trim();
            if (line.Length == 0)
            {
                continue;
            }

            output.WriteLine($"> {line}");
            try
            {
                if (!Execute(line, output))
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}: expected '{line["expect".Length..].Trim()}', which was not printed"));
                    return false;
                }
            }
            catch (DebugFault fault)
            {
                throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}"), fault.Message, fault);
            }

            if (HasQuit)
            {
                break;
            }
        }

        return true;
    }

    /// <summary>Carries out one line of a person's; a wrong one is answered in a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="output">Where the answer goes.</param>
    public void Answer(string line, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            if (line.Trim().Length > 0 && !Execute(line.Trim(), output))
            {
                output.WriteLine("not printed");
            }
        }
        catch (DebugFault fault)
        {
            output.WriteLine(fault.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private bool Execute(string line, TextWriter output)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words[0] == "expect")
        {
            string wanted = line["expect".Length..].Trim();
            return printed.Any(text => text.Contains(wanted, StringComparison.Ordinal));
        }

        printed.Clear();
        string? divergence = session.Divergence;
        printed.AddRange(Do(words));
        if (session.Divergence is { } found && found != divergence)
        {
            printed.Add(found);
        }

        printed.ForEach(output.WriteLine);
        return true;
    }

    private IEnumerable<string> Do(string[] words)
    {
        switch (words[0])
        {
            case "step":
                return Forward(Count(words), _ => true);
            case "next":
                return Forward(Count(words), IssuedHere);
            case "back":
                session.Back(Count(words));
                return view.Present();
            case "prev":
                return Backward(Count(words));
            case "goto":
                return GoTo(DebugTime.Parse(Word(words, "a time in ns")));
            case "run":
                return Run();
            case "break":
                breakpoints.Add(Breakpoint.Parse(words[1..], session.Places.Program, [.. session.Machine.Plan.Stores.Where(store => store.IsShown).OrderByDescending(store => store.Scope).Select(store => store.Name)]));
                return [$"breakpoint {breakpoints.Count - 1}"];
            case "breaks":
                return breakpoints.Select((point, number) => string.Create(CultureInfo.InvariantCulture, $"  {number}: {point.Text}"));
            case "delete":
                breakpoints.RemoveAt(Number(words, "breakpoint", breakpoints.Count));
                return [];
            case "tile":
                tile = Number(words, "tile", session.Machine.Tiles.Length);
                return [string.Create(CultureInfo.InvariantCulture, $"tile {tile}, {session.Places.LayersOf(tile)}")];
            case "where":
                return view.Present();
            case "banks":
                return view.Banks(tile);
            case "queues":
                return view.Queues(tile);
            case "messages":
                return view.Messages(tile);
            case "program":
                return view.Program(tile);
            case "help":
                return Commands.Select(command => $"  {command.Name,-14} {command.Help}");
            case "quit":
                HasQuit = true;
                return [];
            default:
                throw new DebugFault($"'{words[0]}' is no command; the nearest is {NearestName.Of(words[0], Commands.Select(command => command.Name.Split(' ')[0]))}, help lists all");
        }
    }

    private IEnumerable<string> Forward(int times, Func<Activity, bool> counts)
    {
        while (times > 0 && session.Step())
        {
            times -= session.Present.Any(counts) ? 1 : 0;
        }

        return times > 0 ? [.. view.Present(), Ending()] : view.Present();
    }

    private IEnumerable<string> Backward(int times)
    {
        // Once forwards from the start, to find the steps at which the tile issued; not a run for every step back.
        int here = session.Position;
        var issued = new Queue<int>();
        session.Back(here);
        while (session.Position < here - 1 && session.Step())
        {
            if (session.Present.Any(IssuedHere))
            {
                issued.Enqueue(session.Position);
                if (issued.Count > times)
                {
                    issued.Dequeue();
                }
            }
        }

        session.Back(session.Position - (issued.Count == times && times > 0 ? issued.Peek() : 0));
        return view.Present();
    }

    private IEnumerable<string> GoTo(Picoseconds time)
    {
        if (time < session.Now)
        {
            session.Back(session.Position);
        }

        while (session.Now <= time && session.Step())
        {
            // The step beyond the time is taken back below.
        }

        if (session.Now > time)
        {
            session.Back(1);
        }

        return view.Present();
    }

    private IEnumerable<string> Run()
    {
        breakpoints.ForEach(point => point.Arm(session));
        while (session.Step())
        {
            string? hit = null;
            int number = -1;
            for (int i = 0; i < breakpoints.Count; i++)
            {
                // Every one looks at every step: a store's condition is its change.
                if (breakpoints[i].Hit(session) is { } reason && hit is null)
                {
                    (hit, number) = (reason, i);
                }
            }

            if (hit is not null)
            {
                string what = string.Create(CultureInfo.InvariantCulture, $"breakpoint {number} ({breakpoints[number].Text}){(hit.Length > 0 ? ": " + hit : "")}");
                return [what, .. view.Present()];
            }
        }

        return [.. view.Present(), Ending()];
    }

    private string Ending() => session.Machine.Tiles.All(item => item.IsDone) ? "the run has ended" : new DeadlockAnalysis(session.Machine).Explain();

    private bool IssuedHere(Activity activity) => activity.Kind == SequencerComponent.Fetch && activity.Tile == tile;

    private static int Count(string[] words)
    {
        const int Most = 1_000_000_000;
        return words.Length < 2 ? 1 : Number(words, "count", Most);
    }

    private static int Number(string[] words, string what, int limit) =>
        int.TryParse(Word(words, $"a {what}"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < limit
            ? number
            : throw new DebugFault(limit == 0 ? $"there is no {what}" : string.Create(CultureInfo.InvariantCulture, $"{words[0]} {words[1]}: a {what} is a whole number from 0 to {limit - 1}"));

    private static string Word(string[] words, string what) =>
        words.Length == 2 ? words[1] : throw new DebugFault($"{words[0]} needs {what}");
}
