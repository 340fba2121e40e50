using SpinArch.Components;
using SpinArch.Components.Sequencer;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// A tile's banks, latches and queues as its recorded activities leave them. Its fetches walk the program, which says what every unit does
/// next; the tile's plan says what that needs and leaves, and so when it starts: at the latest of all that it waits for. Policy: an activity
/// that is too early or too late is named and followed; after one that the program does not have here, nothing more is known of the tile.
/// <code><![CDATA[
///   fetches -> program -> queue of each unit -> step: unit free? accesses ready? -> start = activity? -> times at which banks are full, empty
/// ]]></code>
/// </summary>
internal sealed partial class FollowedTile
{
    private readonly TileProgram _tile;
    private readonly int _index;
    private readonly TilePlan _plan;
    private readonly FollowedUnit[] _units;
    private readonly FollowedUnit?[] _reporters;
    private readonly FollowedMesh _mesh;
    private readonly Action<BankChange>? _changed;
    private readonly Picoseconds _clock;
    private readonly FollowedValues? _values;
    private readonly BlockState[] _states;
    private readonly MapLane[] _lanes;
    private ProgramCursor _cursor;
    private FollowedUnit? _open;
    private Picoseconds _fetched;
    private bool _isHalted;

    /// <param name="header">What ran, and where.</param>
    /// <param name="index">Which of its tiles.</param>
    /// <param name="plan">Its tile.</param>
    /// <param name="mesh">Where its flits go and come from.</param>
    /// <param name="changed">Told of every bank that becomes full or empty, when the activity that does so starts.</param>
    /// <param name="values">What the reads and writes must say of their data; null where nobody asks.</param>
    public FollowedTile(
        TraceHeader header, int index, TilePlan plan, FollowedMesh mesh, Action<BankChange>? changed, FollowedValues? values)
    {
        Program program = header.Program;
        ArchitectureSpec spec = header.Spec;
        _program = program;
        _tile = program.Tiles[index];
        _index = index;
        _plan = plan;
        _mesh = mesh;
        _changed = changed;
        _clock = spec.Clock.Period;
        _wordsPerFlit = spec.Link.WordsPerFlit;
        _stores = new FollowedStores(plan, _tile, spec);
        int depth = spec.Sequencer.QueueDepth;
        _units = [.. plan.Units.Select(unit => new FollowedUnit(unit, depth))];
        _reporters = [.. ComponentCatalog.Activities.Select(kind => _units.FirstOrDefault(unit => unit.Unit == plan.ReporterOf(kind)))];
        _lanes = [.. MapLane.Of(program, _tile)];
        _contents = new FollowedContent[_tile.Blocks.Select(block => block.Pair + 1).DefaultIfEmpty(0).Max()];
        _isDriven = new bool[_tile.Blocks.Length];
        _values = values;
        var timing = new TileTiming(spec);
        _states = values is null ? [] : [.. _tile.Blocks.Select(block => new BlockState(block, spec, timing, _tile, header.Seed))];
        _cursor = new ProgramCursor(_tile);
        for (int block = _tile.Blocks.Length - 1; block >= 0; block--)
        {
            _contents[_tile.Blocks[block].Pair] = new FollowedContent(block, depth + 1);
        }
    }

    /// <summary>Whether the tile did what its program does not say.</summary>
    public bool IsLost { get; private set; }

    /// <summary>What the last instruction fetched has posted; null where it posts nothing, as a loop does.</summary>
    public Operation? Posted { get; private set; }

    /// <summary>Whether the last activity was the last of its instruction at its column, sample and input.</summary>
    public bool IsDone(in Activity activity)
    {
        Opcode opcode = _tile.Code[activity.Instruction].Opcode;
        return _reporters[activity.Kind.Number] is { IsOperationDone: true } unit && _plan.StepOf(opcode, unit.Unit) is { } step
            && _plan.IsLast(step, opcode);
    }

    /// <summary>Follows the next activity of the tile.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Take(in Activity activity)
    {
        if (IsLost)
        {
            return null;
        }

        if (_open is { IsReporting: true } open && open != _reporters[activity.Kind.Number])
        {
            return Lose($"the {open.Unit.Name} has not reported its {open.Due.Kind}");
        }

        if (activity.Kind == SequencerComponent.Fetch)
        {
            return Fetch(in activity);
        }

        if (_reporters[activity.Kind.Number] is not { } unit)
        {
            return Lose("no unit of a tile does that");
        }

        string? wrong = unit.IsReporting ? null : Begin(unit, in activity);
        return IsLost ? wrong : wrong ?? Report(unit, in activity);
    }

    /// <summary>What the tile has not done at the end of a run that reached its end; null where it has done everything.</summary>
    public string? Unfinished()
    {
        if (IsLost)
        {
            return null;
        }

        if (_open is { IsReporting: true } open)
        {
            return $"tile {_index}: the run ends, and the {open.Unit.Name} has not reported its {open.Due.Kind}";
        }

        foreach (FollowedUnit unit in _units)
        {
            if (unit.TryPeek(out Operation operation, out _))
            {
                return $"tile {_index}: the run ends, and the {unit.Unit.Name} has not done {Text(in operation)}";
            }
        }

        return _isHalted ? null : $"tile {_index}: the run ends, and instruction {_cursor.Next} has not been fetched";
    }

    private string? Fetch(in Activity activity)
    {
        Posted = null;
        if (_isHalted || activity.Instruction != _cursor.Next)
        {
            return Lose($"the program goes on {(_isHalted ? "nowhere, it has halted" : $"with instruction {_cursor.Next}")}");
        }

        Picoseconds issued = ReleaseTimes.Decided(in activity);
        var due = new Due(_fetched + _clock, "the fetch before");
        ref readonly Instruction instruction = ref _cursor.Instruction;
        Opcode opcode = instruction.Opcode;
        if (opcode == Opcode.Loop)
        {
            _cursor.EnterLoop();
        }
        else if (opcode == Opcode.Halt)
        {
            _isHalted = true;
        }
        else if (!OperationTraits.IsConditional(opcode) || _cursor.Holds(instruction.When))
        {
            Operation operation = _cursor.Resolve();
            PostToPair(ref operation);
            foreach (FollowedUnit unit in _units)
            {
                if (_plan.StepOf(opcode, unit.Unit) is null)
                {
                    continue;
                }

                if (!unit.Slots.TryPeek(out long since))
                {
                    return Lose($"the queue of the {unit.Unit.Name} is full: {(unit.TryPeek(out Operation head, out _) ? Text(in head) : "its oldest operation")} is not done");
                }

                due = due.Or(_plan.OnEdge(new Picoseconds(since)), $"a place in the queue of the {unit.Unit.Name}");
                unit.Post(in operation, issued.Value);
            }

            Posted = operation;
        }

        if (!_isHalted)
        {
            _cursor.Advance();
        }

        _fetched = issued;
        return due.Judge(issued);
    }

    private string? Report(FollowedUnit unit, in Activity activity)
    {
        (ActivityKind kind, int items, (long Quanta, long Drive)? data) = unit.Due;
        if (kind != activity.Kind || !Is(unit.Current, in activity) || activity.Start.Value != unit.Started)
        {
            return Lose($"the {unit.Unit.Name} reports {kind} of {Text(unit.Current)}, at {new Picoseconds(unit.Started)}");
        }

        unit.Report();
        if (activity.Items != items)
        {
            return FormattableString.Invariant($"it counts {activity.Items} items, the program {items}");
        }

        return data is not { } said || said == (activity.Quanta, activity.Drive)
            ? null
            : FormattableString.Invariant($"its quanta are {activity.Quanta} and its drive {activity.Drive}, by the recorded inputs {said.Quanta} and {said.Drive}");
    }

    private static bool Is(in Operation operation, in Activity activity) =>
        operation.Instruction == activity.Instruction && operation.Column == activity.Column && operation.Sample == activity.Sample && operation.Input == activity.Input;

    private string Lose(string what)
    {
        IsLost = true;
        return what;
    }

    private static string Text(in Operation operation) =>
        FormattableString.Invariant($"instruction {operation.Instruction} ({operation.Opcode}), column {operation.Column}, sample {operation.Sample}, input {operation.Input}");
}
