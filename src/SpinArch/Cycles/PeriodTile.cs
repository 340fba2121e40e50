using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Cycles;

/// <summary>Follows the code of one tile and tells the builder what its units do in a period, and what each of it waits for.</summary>
internal sealed class PeriodTile
{
    private readonly PeriodBuilder _builder;
    private readonly ArchitectureSpec _spec;
    private readonly TileProgram _program;
    private readonly TileStores _stores;
    private readonly int _tile;
    private readonly PlannedStep?[,] _steps;
    private readonly int[] _stepIndex;

    // By unit: places in its queue that became free, and ends of its parts.
    private readonly EventList[] _left;
    private readonly EventList[] _freed;
    private readonly long[] _posted;

    // By ring: banks that became full and empty; those reserved, taken and passed so far.
    private readonly EventList?[] _full;
    private readonly EventList?[] _empty;
    private readonly long[] _reserved;
    private readonly long[] _takes;
    private readonly long[] _passes;

    // By crossbar pair.
    private readonly EventList[] _reads;
    private readonly EventList[] _writes;

    private readonly long[] _consumed;
    private readonly long[] _flits;
    private readonly EventList _posts = new();
    private bool _isKept;

    public PeriodTile(PeriodBuilder builder, int tile)
    {
        _builder = builder;
        _spec = builder.Spec;
        _tile = tile;
        _program = builder.Program.Tiles[tile];
        TilePlan plan = builder.Plan;
        _stores = new TileStores(plan, _program, _spec);
        int units = plan.Units.Length;
        _steps = new PlannedStep?[(int)Enum.GetValues<Opcode>().Max() + 1, units];
        _stepIndex = new int[_steps.Length];
        foreach (Step step in plan.Steps)
        {
            var planned = new PlannedStep(step, plan, _stores, _program.Blocks.Length);
            int unit = plan.Units.IndexOf(step.Unit);
            foreach (Opcode opcode in step.Opcodes)
            {
                _steps[(int)opcode, unit] = planned;
                _stepIndex[((int)opcode * units) + unit] = plan.Steps.IndexOf(step);
            }
        }

        _left = Lists(units);
        _freed = Lists(units);
        _posted = new long[units];
        int rings = _stores.Rings.Length;
        (_full, _empty) = (new EventList?[rings], new EventList?[rings]);
        (_reserved, _takes, _passes) = (new long[rings], new long[rings], new long[rings]);
        int pairs = _program.Blocks.Select(block => block.Pair + 1).DefaultIfEmpty(0).Max();
        (_reads, _writes) = (Lists(pairs), Lists(pairs));
        _consumed = new long[_program.Receives.Length];
        _flits = new long[_program.Sends.Length];
    }

    /// <summary>Follows the code to the end of some iterations of a loop, and keeps these.</summary>
    /// <param name="loop">The loop's instruction.</param>
    /// <param name="before">Iterations before those that are kept.</param>
    /// <param name="kept">Iterations that are kept.</param>
    public void Follow(int loop, int before, int kept)
    {
        var cursor = new ProgramCursor(_program);
        int begun = 0;
        while (cursor.Instruction.Opcode != Opcode.Halt)
        {
            if (cursor.Next == loop + 1)
            {
                begun++;
                _isKept = begun > before;
                if (begun > before + kept)
                {
                    return;
                }
            }

            int post = Node(NodeKind.Post, -1, default, isClocked: true);
            _builder.Wait(post, _posts, _posts.Count - 1, Hold.Fetch);
            _posts.Add(post, new Delay(DelayKind.Clocks));
            Instruct(ref cursor, post);
            cursor.Advance();
        }
    }

    private static EventList[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new EventList())];

    private void Instruct(ref ProgramCursor cursor, int post)
    {
        ref readonly Instruction instruction = ref cursor.Instruction;
        switch (instruction.Opcode)
        {
            case Opcode.Loop:
                cursor.EnterLoop();
                return;
            case Opcode.Halt:
                return;
        }

        if (OperationTraits.IsConditional(instruction.Opcode) && !cursor.Holds(instruction.When))
        {
            return;
        }

        Operation operation = cursor.Resolve();
        int units = _builder.Plan.Units.Length;
        for (int unit = 0; unit < units; unit++)
        {
            if (_steps[(int)operation.Opcode, unit] is { } step)
            {
                _builder.Wait(post, _left[unit], _posted[unit]++, Hold.Queue, unit);
                Operate(unit, step, _stepIndex[((int)operation.Opcode * units) + unit], in operation, post);
            }
        }
    }

    private void Operate(int unit, PlannedStep step, int number, in Operation operation, int post)
    {
        switch (step.Step.Parts)
        {
            case Parts.Batches:
                Receive(unit, step, number, in operation, post);
                return;
            case Parts.Flits:
                Send(unit, step, number, in operation, post);
                return;
            case Parts.One or Parts.Slices or Parts.Drives:
                for (int part = 0; part <= step.LastPart; part++)
                {
                    bool isLast = part == step.LastPart;
                    Work work = WorkOf(in operation, part == 0 ? WordsOf(in operation) : 0);
                    int node = Node(NodeKind.Start, number, work, step.Step.Unit.Clocking == Clocking.Edge);
                    Begin(node, unit, part == 0 ? post : -1);
                    Take(node, part == 0 ? step.Accesses : step.PartAccesses, in operation);
                    Messages(node, unit, step, number, in operation, post);
                    Reserve(node, part == 0 ? step.Accesses : step.PartAccesses, in operation);
                    _freed[unit].Add(node, new Delay(DelayKind.Occupancy));
                    End(node, isLast ? step.Accesses : step.PartAccesses, in operation, new Delay(DelayKind.Occupancy),
                        new Delay(DelayKind.Result));
                    if (isLast)
                    {
                        _left[unit].Add(node, step.Step.Unit.HoldsSlot ? new Delay(DelayKind.Occupancy) : Delay.None);
                    }
                }

                return;
        }
    }

    private void Begin(int node, int unit, int post)
    {
        if (post >= 0)
        {
            _builder.Wait(node, post, Hold.Issue, Delay.None);
        }

        _builder.Wait(node, _freed[unit], _freed[unit].Count - 1, Hold.Unit, unit);
    }

    // What it needs is full.
    private void Take(int node, PlannedAccess[] accesses, in Operation operation)
    {
        foreach (ref readonly PlannedAccess access in accesses.AsSpan())
        {
            if (!operation.Has(access.When))
            {
                continue;
            }

            int store = _builder.Plan.Stores.IndexOf(access.Store);
            switch (access.Kind)
            {
                case AccessKind.TakeBank:
                    int taken = access.Ring(in operation);
                    _builder.Wait(node, Full(taken), _takes[taken], Hold.Source, store);
                    break;
                case AccessKind.KeepBank:
                    int keptRing = access.Ring(in operation);
                    _builder.Wait(node, Full(keptRing), _passes[keptRing], Hold.Source, store);
                    break;
                case AccessKind.KeepContent:
                    EventList writes = _writes[PairOf(in operation)];
                    _builder.Wait(node, writes, writes.Count - 1, Hold.Content, store);
                    break;
                case AccessKind.ReplaceContent:
                    EventList reads = _reads[PairOf(in operation)];
                    _builder.Wait(node, reads, reads.Count - 1, Hold.Content, store);
                    break;
                case AccessKind.FillBank or AccessKind.Message:
                    break;
            }
        }
    }

    // Where its result goes is empty.
    private void Reserve(int node, PlannedAccess[] accesses, in Operation operation)
    {
        foreach (ref readonly PlannedAccess access in accesses.AsSpan())
        {
            if (access.Kind == AccessKind.FillBank && operation.Has(access.When) && operation.Has(access.Begins))
            {
                int ring = access.Ring(in operation);
                _builder.Wait(node, Empty(ring), _reserved[ring]++, Hold.Bank, _builder.Plan.Stores.IndexOf(access.Store));
            }
        }
    }

    private void End(int node, PlannedAccess[] accesses, in Operation operation, Delay freed, Delay done)
    {
        foreach (ref readonly PlannedAccess access in accesses.AsSpan())
        {
            if (!operation.Has(access.When) || !operation.Has(access.Ends))
            {
                continue;
            }

            switch (access.Kind)
            {
                case AccessKind.TakeBank:
                    int taken = access.Ring(in operation);
                    _takes[taken]++;
                    Empty(taken).Add(node, freed);
                    break;
                case AccessKind.KeepBank:
                    _passes[access.Ring(in operation)]++;
                    break;
                case AccessKind.FillBank:
                    Full(access.Ring(in operation)).Add(node, done);
                    break;
                case AccessKind.KeepContent:
                    _reads[PairOf(in operation)].Add(node, freed);
                    break;
                case AccessKind.ReplaceContent:
                    _writes[PairOf(in operation)].Add(node, done);
                    break;
                case AccessKind.Message:
                    break;
            }
        }
    }

    private Work WorkOf(in Operation operation, int words)
    {
        LayerBlock block = _program.Blocks[operation.Block];
        return new Work(operation.Traits, block.Rows, words, block.Columns);
    }

    private int WordsOf(in Operation operation)
    {
        int words = 0;
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            words += _program.Receives[channel].Words;
        }

        return words;
    }

    // Words of other tiles for the vector unit: one-word sums stay in their buffers, those of two are taken flit by flit once the unit
    // turns to them.
    private void Messages(int start, int unit, PlannedStep step, int number, in Operation operation, int post)
    {
        if (!operation.Has(Traits.Messages))
        {
            return;
        }

        int turn = Node(NodeKind.Take, number, default, isClocked: true);
        Begin(turn, unit, post);
        _builder.Wait(turn, _left[unit], _left[unit].Count - 1, Hold.Unit, unit);
        Take(turn, step.Accesses, in operation);
        if (start >= 0)
        {
            _builder.Wait(start, turn, Hold.Unit, Delay.None, unit);
        }

        int incoming = _builder.Plan.Stores.IndexOf(Components.Receiver.ReceiverComponent.Incoming);
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            EventList arrivals = _builder.Arrivals(_tile, channel);
            if (_program.Receives[channel].Words == 1)
            {
                _builder.Wait(start, arrivals, _consumed[channel]++, Hold.Message, incoming);
                _builder.Taken(_tile, channel).Add(start, new Delay(DelayKind.Occupancy));
                continue;
            }

            int flits = (_program.Receives[channel].Words + _spec.Link.WordsPerFlit - 1) / _spec.Link.WordsPerFlit;
            for (int flit = 0; flit < flits; flit++)
            {
                int take = Node(NodeKind.Take, number, default, isClocked: true);
                if (take >= 0)
                {
                    _builder.Wait(take, turn, Hold.Unit, Delay.None, unit);
                    _builder.Wait(start, take, Hold.Message, Delay.None, incoming);
                }

                _builder.Wait(take, arrivals, _consumed[channel]++, Hold.Message, incoming);
                _builder.Taken(_tile, channel).Add(take, Delay.None);
                turn = take;
            }
        }
    }

    private void Receive(int unit, PlannedStep step, int number, in Operation operation, int post)
    {
        int width = _spec.Vector.Width;
        int turn = Node(NodeKind.Take, number, default, isClocked: true);
        Begin(turn, unit, post);
        Take(turn, step.Accesses, in operation);
        Reserve(turn, step.Accesses, in operation);
        int words = WordsOf(in operation);
        int end = Node(NodeKind.Start, number, WorkOf(in operation, words), isClocked: true);
        if (end >= 0)
        {
            _builder.Wait(end, turn, Hold.Batch, new Delay(DelayKind.Clocks, (words + width - 1) / width), unit);
        }

        int incoming = _builder.Plan.Stores.IndexOf(Components.Receiver.ReceiverComponent.Incoming);
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            ReceiveChannel receive = _program.Receives[channel];
            int ofFlit = receive.Source < 0 ? _spec.Link.WordsPerFlit : 1;
            int flits = (receive.Words + ofFlit - 1) / ofFlit;
            int together = (width + ofFlit - 1) / ofFlit;
            int clocks = ((together * ofFlit) + width - 1) / width;
            int first = -1;
            int last = -1;
            for (int flit = 0; flit < flits; flit++)
            {
                int take = Node(NodeKind.Take, number, default, isClocked: true);
                if (take >= 0)
                {
                    _builder.Wait(take, turn, Hold.Batch, Delay.None, unit);
                    first = first < 0 ? take : first;
                    if (flit >= together)
                    {
                        _builder.Wait(take, take - together, Hold.Batch, new Delay(DelayKind.Clocks, clocks), unit);
                    }

                    last = take;
                }

                _builder.Wait(take, _builder.Arrivals(_tile, channel), _consumed[channel]++, Hold.Message, incoming);
                _builder.Taken(_tile, channel).Add(take, Delay.None);
            }

            if (last >= 0)
            {
                int rest = receive.Words - ((flits - 1) * ofFlit);
                _builder.Wait(end, last, Hold.Batch, new Delay(DelayKind.Clocks, (rest + width - 1) / width), unit);
            }
        }

        _freed[unit].Add(end, Delay.None);
        _left[unit].Add(end, Delay.None);
        End(end, step.Accesses, in operation, Delay.None, Delay.None);
    }

    private void Send(int unit, PlannedStep step, int number, in Operation operation, int post)
    {
        SendChannel channel = _program.Sends[operation.Channel];
        int words = operation.Has(Traits.FromStatistics) ? Program.StatisticsWords
            : operation.Source == OperandSource.PartialSum && _builder.Program.WordsOfPartialSum(channel) == 2 ? 2 : 1;
        int flits = (words + _spec.Link.WordsPerFlit - 1) / _spec.Link.WordsPerFlit;
        for (int flit = 0; flit < flits; flit++)
        {
            bool isLast = flit == flits - 1;
            int node = Node(NodeKind.Start, number, new Work(operation.Traits, 0, 0, 0), isClocked: true);
            Begin(node, unit, flit == 0 ? post : -1);
            Take(node, flit == 0 ? step.Accesses : step.PartAccesses, in operation);
            foreach (ChannelDestination end in channel.Destinations)
            {
                _builder.Wait(node, _builder.Taken(end.Tile, end.Channel), _flits[operation.Channel], Hold.Credit,
                    more: new Delay(DelayKind.Hops, _builder.Mesh.Hops(_tile, end.Tile)));
            }

            _flits[operation.Channel]++;
            _builder.Mesh.WaitForRoom(node, _tile);
            _freed[unit].Add(node, new Delay(DelayKind.SenderFlit));
            _builder.Mesh.Send(node, _tile, operation.Channel);
            if (isLast)
            {
                _left[unit].Add(node, new Delay(DelayKind.SenderFlit));
                End(node, step.Accesses, in operation, new Delay(DelayKind.SenderFlit), Delay.None);
            }
        }
    }

    private int Node(NodeKind kind, int step, Work work, bool isClocked) =>
        _isKept ? _builder.Add(new PeriodNode { Kind = kind, Tile = _tile, Step = step, Work = work, IsClocked = isClocked }) : -1;

    private int PairOf(in Operation operation) => _program.Blocks[operation.Block].Pair;

    private EventList Full(int ring) => _full[ring] ??= new EventList();

    private EventList Empty(int ring) => _empty[ring] ??= new EventList();
}
