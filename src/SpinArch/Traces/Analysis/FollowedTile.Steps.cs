using SpinArch.Components.Windows;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Tiles;

namespace SpinArch.Traces.Analysis;

/// <content>What a part of a step needs before it starts, and what it leaves.</content>
internal sealed partial class FollowedTile
{
    private readonly Program _program;
    private readonly FollowedStores _stores;
    private readonly FollowedContent[] _contents;
    private readonly int _wordsPerFlit;

    // By block: whether the word lines of the mean crossbar are driven by the vector that is there.
    private readonly bool[] _isDriven;

    private string? Begin(FollowedUnit unit, in Activity activity)
    {
        if (!unit.TryPeek(out Operation operation, out long posted))
        {
            return Lose($"its instruction has not been fetched: the {unit.Unit.Name} has nothing to do");
        }

        if (!Is(in operation, in activity))
        {
            return Lose($"the {unit.Unit.Name}'s next operation is {Text(in operation)}");
        }

        Step step = _plan.StepOf(operation.Opcode, unit.Unit)!;
        LayerBlock block = _tile.Blocks[operation.Block];
        Traits traits = operation.Traits;
        Picoseconds now = activity.Start;
        bool isFirst = unit.WordsLeft < 0;
        var due = new Due(new Picoseconds(unit.FreeAt), $"the {unit.Unit.Name}");
        due = isFirst ? due.Or(new Picoseconds(posted), "its instruction") : due;
        unit.WordsLeft = isFirst ? WordsOf(step, in operation) : unit.WordsLeft;
        int words = 0;
        foreach (Access access in step.Accesses)
        {
            if (!access.Applies(traits) || !(isFirst || access.IsPerPart))
            {
                continue;
            }

            if (Ready(access, unit, in operation, traits, now, ref due, ref words) is { } missing)
            {
                return Lose(missing);
            }
        }

        // A batch of which nothing is known is as large as it is said to be.
        words = step.Parts == Parts.Batches && _mesh.IsLost ? Math.Min(activity.Items, unit.WordsLeft) : words;
        words = step.Parts == Parts.One && WindowWords.Of(_program, _tile, in operation) is > 0 and int taken ? taken : words;
        var work = new Work(traits, block.Rows, words, block.Columns);
        Picoseconds freed = now + step.Occupancy.Of(in work);
        freed = unit.Unit.Clocking == Clocking.Edge ? _plan.OnEdge(freed) : freed;
        Picoseconds done = now + step.Latency.Of(in work);
        done = _plan.IsResultOnEdge(step) ? _plan.OnEdge(done) : done;
        unit.WordsLeft -= words;
        bool isLast = step.Parts switch
        {
            Parts.One => true,
            Parts.Slices => unit.Parts + 1 == _plan.Slices,
            Parts.Drives => unit.Parts + 1 == _plan.Drives,
            Parts.Flits or Parts.Batches => unit.WordsLeft == 0,
        };
        foreach (Access access in step.Accesses)
        {
            if (access.Applies(traits))
            {
                Use(access, in operation, traits, words, isFirst, isLast, freed.Value, done.Value);
            }
        }

        unit.Begin(in operation);
        foreach (StepActivity report in step.Activities)
        {
            if (report.Applies(traits))
            {
                (long, long)? data = report.Quanta.Length == 0 ? (0, 0)
                    : _values?.Of(report.Kind, _states[operation.Block], in operation, unit.Parts);
                unit.Add(report.Again is { } again && _isDriven[operation.Block] ? again : report.Kind, report.Items.Of(work), data);
                _isDriven[operation.Block] |= report.Again is not null;
            }
        }

        _isDriven[operation.Block] &= !(isLast && Releases(step, traits));
        unit.Started = now.Value;
        unit.FreeAt = freed.Value;
        unit.Parts++;
        if (isLast)
        {
            unit.Pop(unit.Unit.HoldsSlot ? freed.Value : now.Value);
        }

        _open = unit;
        return due.Judge(now);
    }

    // When an access lets the part start; or what is missing for good.
    private string? Ready(
        Access access, FollowedUnit unit, in Operation operation, Traits traits, Picoseconds now, ref Due due, ref int words)
    {
        bool isReady;
        long since;
        switch (access.Store.Scope)
        {
            case StoreScope.Pair:
                FollowedContent content = _contents[_tile.Blocks[operation.Block].Pair];
                isReady = access.Use == Tiles.Use.Replace ? content.TryIdle(operation.ReadsBefore, out since) : content.TryHolds(in operation, out since);
                break;
            case StoreScope.Map:
                // Rows and windows are not followed; what they hold back is left open.
                due = due with { IsOpen = true };
                return null;
            case StoreScope.Channel or StoreScope.Router:
                return Message(access, unit, in operation, now, ref due, ref words);
            case StoreScope.Tile or StoreScope.Block or StoreScope.Column:
                if (access.Use == Tiles.Use.Fill && !access.BeginsAt(traits))
                {
                    return null;
                }

                FollowedRing ring = Ring(access, in operation);
                isReady = access.Use switch
                {
                    Tiles.Use.Fill => ring.TryEmpty(out since),
                    Tiles.Use.Keep => ring.TryKept(now.Value, out since),
                    _ => ring.TryFull(out since),
                };
                break;
            default:
                throw new InvalidOperationException($"{access.Store.Scope} is no scope");
        }

        due = due.Or(_plan.Earliest(unit.Unit, new Picoseconds(since)), Name(access, in operation));
        return isReady ? null : $"it starts before {Name(access, in operation)} is there";
    }

    private void Use(Access access, in Operation operation, Traits traits, int words, bool isFirst, bool isLast, long freed, long done)
    {
        bool begins = isFirst || access.IsPerPart;
        bool ends = (isLast || access.IsPerPart) && access.EndsAt(traits);
        if (access.Store.Scope == StoreScope.Pair)
        {
            FollowedContent content = _contents[_tile.Blocks[operation.Block].Pair];
            if (access.Use == Tiles.Use.Replace)
            {
                content.Replace(in operation, done);
            }
            else if (ends)
            {
                content.End(freed);
            }

            return;
        }

        if (access.Store.Scope == StoreScope.Map)
        {
            return;
        }

        if (access.Store.Scope is StoreScope.Channel or StoreScope.Router)
        {
            UseMessage(access, in operation, words, freed);
            return;
        }

        FollowedRing ring = Ring(access, in operation);
        switch (access.Use)
        {
            case Tiles.Use.Fill:
                if (begins && access.BeginsAt(traits))
                {
                    ring.Reserve();
                }

                if (ends)
                {
                    ring.Fill(done);
                    Change(access.Store, operation.Block - access.BlocksBack, done, 1);
                }

                break;
            case Tiles.Use.Take when ends:
                ring.Free(freed);
                Change(access.Store, operation.Block - access.BlocksBack, freed, -1);
                break;
            case Tiles.Use.Keep when ends:
                ring.Pass();
                break;
        }
    }

    private FollowedRing Ring(Access access, in Operation operation) =>
        _stores.Of(access.Store, operation.Block - access.BlocksBack, operation.Column);

    private static bool Releases(Step step, Traits traits) => step.Accesses.Any(access =>
        access.Use == Tiles.Use.Replace || (access.Use == Tiles.Use.Take && access.Store.Scope == StoreScope.Block && access.EndsAt(traits)));

    private static string Name(Access access, in Operation operation)
    {
        Store store = access.Store;
        string key = store.Key.Length == 0 ? "" : $" ({store.Key})";
        return store.Scope switch
        {
            StoreScope.Pair => access.Use == Tiles.Use.Replace ? $"the {store.Label}, its reads over," : $"its block on the {store.Label}",
            StoreScope.Map => access.Use == Tiles.Use.Fill ? $"room in the window buffer{key}" : $"a {store.Label}",
            StoreScope.Router => $"a {store.Label}{key}",
            StoreScope.Channel when access.Use == Tiles.Use.Take => $"a {store.Label}",
            StoreScope.Channel => FormattableString.Invariant($"a {store.Label} {operation.Channel}{key}"),
            StoreScope.Tile or StoreScope.Block or StoreScope.Column => $"{(access.Use == Tiles.Use.Fill ? "an empty" : "a full")} {store.Label}{key}",
        };
    }

    private void Change(Store store, int block, long at, int full)
    {
        if (store.IsShown)
        {
            _changed?.Invoke(new BankChange(_index, store, store.Scope == StoreScope.Block ? block : 0, new Picoseconds(at), full));
        }
    }

    private void PostToPair(ref Operation operation)
    {
        foreach (FollowedUnit unit in _units)
        {
            foreach (Access access in _plan.StepOf(operation.Opcode, unit.Unit)?.Accesses ?? [])
            {
                if (access.Store.Scope == StoreScope.Pair)
                {
                    FollowedContent content = _contents[_tile.Blocks[operation.Block].Pair];
                    if (access.Use == Tiles.Use.Replace)
                    {
                        operation.ReadsBefore = content.Posted;
                    }
                    else
                    {
                        content.Post();
                    }
                }
            }
        }
    }
}
