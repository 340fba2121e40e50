using System.Collections.Immutable;
using System.Numerics;
using SpinArch.Files;

namespace SpinArch.Isa.Verification;

/// <summary>One tile's code: every instruction encodes, loops nest, and columns, pairs, channels and conditions name what exists.</summary>
internal sealed class CodeVerifier
{
    private const int LongestCode = 1 << 20;

    private readonly Program program;
    private readonly TileProgram tile;
    private readonly LoopNest nest;
    private readonly ChannelUse use;
    private readonly PairVerifier pairs;
    private readonly string place;

    private CodeVerifier(Program program, TileProgram tile, LoopNest nest, string place)
    {
        this.program = program;
        this.tile = tile;
        this.nest = nest;
        this.place = place;
        pairs = new PairVerifier(tile);
        use = new ChannelUse(tile.Receives.Length, tile.Sends.Length);
    }

    public static ChannelUse Verify(Program program, int tileIndex, string place)
    {
        TileProgram tile = program.Tiles[tileIndex];
        ProgramVerifier.Range(place, "instructions", tile.Code.Length, 1, LongestCode);
        for (int index = 0; index < tile.Code.Length; index++)
        {
            if (InstructionCodec.TryEncode(tile.Code[index], out _) is { } fault)
            {
                throw new InputException(At(place, index), fault);
            }

            if (tile.Code[index].Opcode == Opcode.Halt != (index == tile.Code.Length - 1))
            {
                throw new InputException(At(place, index), "halt must be the last instruction, and only there");
            }
        }

        if (LoopNest.TryRead(tile.Code, out LoopNest nest) is { } misnested)
        {
            throw new InputException(At(place, misnested.Index), misnested.Message);
        }

        // The last instruction is halt, so a loop that reaches it would repeat it.
        if (!nest.Iterations[^1].IsEmpty)
        {
            throw new InputException(At(place, tile.Code.Length - 1), "halt stands inside a loop");
        }

        var verifier = new CodeVerifier(program, tile, nest, place);
        for (int index = 0; index < tile.Code.Length; index++)
        {
            verifier.Verify(index);
        }

        return verifier.use;
    }

    private static string At(string place, int index) => FormattableString.Invariant($"{place}, instruction {index}");

    private void Verify(int index)
    {
        Instruction instruction = tile.Code[index];
        InstructionDescription row = InstructionTable.Default.Find(instruction.Opcode)!;
        ImmutableArray<int> loops = nest.Iterations[index];
        string where = $"{At(place, index)} ({row.Mnemonic})";
        VerifyConditions(instruction, row, loops, where);
        VerifyLoops(index, where);
        if (row.Has(InstructionField.Pair) && instruction.Pair >= tile.Blocks.Length)
        {
            throw new InputException(where, FormattableString.Invariant($"names pair {instruction.Pair}, the tile has {tile.Blocks.Length} blocks"));
        }

        if (row.Has(InstructionField.Column))
        {
            VerifyColumn(index, loops, where);
        }

        switch (instruction.Opcode)
        {
            case Opcode.Receive:
                VerifyReceive(index, loops, where);
                break;
            case Opcode.ReceiveMap:
                VerifyReceiveMap(index, loops, where);
                break;
            case Opcode.Gather or Opcode.Pool or Opcode.Merge:
                VerifyWindow(index, loops, where);
                break;
            case Opcode.ReceiveAdd:
                VerifyReceiveAdd(instruction, loops, where);
                break;
            case Opcode.Send:
                VerifySend(index, loops, where);
                break;
            case Opcode.Write:
                pairs.VerifyWrite(instruction, where);
                break;
            case Opcode.Read or Opcode.Column:
                pairs.VerifyRead(instruction, where);
                break;
            case Opcode.HandOver:
                VerifyHandOver(instruction, where);
                break;
            case Opcode.Accumulate or Opcode.Tally when instruction.When.Kind is not (LoopConditionKind.Always or LoopConditionKind.First):
                throw new InputException(where, "when says where the sums start anew: it must be always or first@L");
        }

        if (instruction.Carry != 0)
        {
            VerifyCarry(index, loops, where);
        }

        if (instruction.Opcode is Opcode.Activate or Opcode.Accumulate && instruction.Source == OperandSource.PartialSum
            && instruction.Mean != LoopCondition.Never)
        {
            throw new InputException(where, "mean says when the mean latch is consumed, which source=psum does not touch; leave it out");
        }
    }

    private static void VerifyConditions(in Instruction instruction, InstructionDescription row, ImmutableArray<int> loops, string where)
    {
        foreach (FieldDescription field in row.Fields)
        {
            if (field.Type == OperandType.Condition)
            {
                int levels = InstructionFields.UnpackCondition(InstructionFields.Get(instruction, field.Field)).Levels;
                if (levels >> loops.Length != 0)
                {
                    throw new InputException(where, FormattableString.Invariant($"{field.Name} names loop level {BitOperations.Log2((uint)levels)}, the instruction is inside {loops.Length} loops"));
                }
            }
        }
    }

    private void VerifyColumn(int index, ImmutableArray<int> loops, string where)
    {
        Instruction instruction = tile.Code[index];
        int columns = tile.Blocks[instruction.Pair].Columns;
        long last = LastColumn(index, loops);
        if (last >= columns)
        {
            throw new InputException(where, FormattableString.Invariant($"reaches column {last}, the block has {columns} columns"));
        }

        // The draws and the results of a column belong to a sample and an input.
        CounterLevels levels = nest.Levels[index];
        int samples = ((program.Samples - 1 - tile.FirstSample) / tile.SampleStep) + 1;
        VerifyCounter(loops, levels.Sample, samples, "samples", where);
        VerifyCounter(loops, levels.Input, program.Inputs, "inputs", where);
    }

    private void VerifyHandOver(in Instruction instruction, string where)
    {
        LayerBlock block = tile.Blocks[instruction.Pair];
        LayerBlock? next = instruction.Pair + 1 < tile.Blocks.Length ? tile.Blocks[instruction.Pair + 1] : null;
        if (next is null)
        {
            throw new InputException(where,
                FormattableString.Invariant($"hands over to the block behind {instruction.Pair}, the tile has {tile.Blocks.Length} blocks"));
        }

        if (next.Rows - next.AlwaysDrivenRows != block.Columns)
        {
            throw new InputException(where, FormattableString.Invariant(
                $"hands over {block.Columns} results, the block behind takes {next.Rows - next.AlwaysDrivenRows}"));
        }
    }

    private void VerifyCarry(int index, ImmutableArray<int> loops, string where)
    {
        Instruction instruction = tile.Code[index];
        if (instruction.Pair == 0)
        {
            throw new InputException(where, "carry=1 adds the partial sum of the pair before, and there is none before pair 0");
        }

        int columns = tile.Blocks[instruction.Pair - 1].Columns;
        if (LastColumn(index, loops) >= columns)
        {
            throw new InputException(where,
                FormattableString.Invariant($"reaches column {LastColumn(index, loops)}, the block of the pair before has {columns} columns"));
        }
    }

    private void VerifyLoops(int index, string where)
    {
        ImmutableArray<LoopCounts> around = [.. nest.Around[index].Select(loop => tile.Code[loop].Counts)];
        if (CounterLevels.Fault(tile.Code[index].Indexed, around) is { } fault)
        {
            throw new InputException(where, fault);
        }

        Instruction instruction = tile.Code[index];
        int positions = instruction.Pair < tile.Blocks.Length && BlockMap.Of(program, tile, instruction.Pair) is { } map
            ? map.Stage.Positions : 1;
        VerifyCounter(nest.Iterations[index], around.IndexOf(LoopCounts.Positions), positions, "positions", where);
    }

    private static void VerifyCounter(ImmutableArray<int> loops, int level, int allowed, string counted, string where)
    {
        if (level >= 0 && level < loops.Length && loops[level] > allowed)
        {
            throw new InputException(where, FormattableString.Invariant($"loop level {level}, which counts {counted} here, runs {loops[level]} times, allowed are {allowed}"));
        }
    }

    private void VerifyReceive(int index, ImmutableArray<int> loops, string where)
    {
        Instruction instruction = tile.Code[index];
        if (instruction.When == LoopCondition.Never)
        {
            throw new InputException(where, "never receives; write when=always, first@L, last@L or until@L");
        }

        VerifyRange(instruction, where);
        LayerBlock block = tile.Blocks[instruction.Pair];
        var turns = new ChannelTurns(instruction, loops, nest.Levels[index].Sample);
        for (int turn = 0; turn <= instruction.Alternates; turn++)
        {
            VerifyVector(instruction, instruction.Channel + (turn * instruction.Channels), turns.Runs(turn), block.Rows - block.AlwaysDrivenRows, where);
        }
    }

    // The channels of a range bring the maps of all blocks that take one, block after block, each channel of a map once.
    private void VerifyReceiveMap(int index, ImmutableArray<int> loops, string where)
    {
        Instruction instruction = tile.Code[index];
        if (instruction.When == LoopCondition.Never)
        {
            throw new InputException(where, "never receives; write when=always, first@L, last@L or until@L");
        }

        VerifyRange(instruction, where);
        Instruction first = tile.Code.First(other => other.Opcode == Opcode.ReceiveMap);
        if ((first.Channel, first.Channels, first.Alternates) != (instruction.Channel, instruction.Channels, instruction.Alternates))
        {
            throw new InputException(where, "takes other channels than the tile's first recv.map; all of a tile take the same");
        }

        List<MapLane> lanes = MapLane.Of(program, tile);
        VerifyLanes(instruction, lanes, where);
        var turns = new ChannelTurns(instruction, loops, nest.Levels[index].Sample);
        for (int turn = 0; turn <= instruction.Alternates; turn++)
        {
            for (int lane = 0; lane < lanes.Count; lane++)
            {
                int channel = instruction.Channel + (turn * instruction.Channels) + lane;
                ReceiveChannel receive = tile.Receives[channel];
                if ((receive.RowBase, receive.Words) != (lanes[lane].FirstChannel, lanes[lane].Channels))
                {
                    throw new InputException(where,
                        FormattableString.Invariant($"receive channel {channel} brings other channels of a map than the one whose turn it takes"));
                }

                use.Pair[channel] = lanes[lane].Block;
                Take(channel, Opcode.ReceiveMap, turns.Runs(turn) * receive.Words * lanes[lane].Places, where);
            }
        }
    }

    private void VerifyLanes(in Instruction instruction, List<MapLane> lanes, string where)
    {
        int taken = 0;
        for (int block = 0; block < tile.Blocks.Length; block++)
        {
            if (BlockMap.Of(program, tile, block) is not { } map || !BlockMap.IsOwn(map, block))
            {
                continue;
            }

            int next = 0;
            foreach (MapLane lane in lanes.Where(lane => lane.Block == block))
            {
                if (lane.FirstChannel != next || lane.Channels < 1)
                {
                    throw new InputException(where,
                        FormattableString.Invariant($"its channels must bring every channel of block {block}'s map once: after channel {next - 1} comes one with {lane.Channels} from channel {lane.FirstChannel}"));
                }

                next += lane.Channels;
                taken++;
            }

            if (next != map.Channels)
            {
                throw new InputException(where,
                    FormattableString.Invariant($"its channels bring {next} channels of block {block}'s map, which has {map.Channels}"));
            }
        }

        if (taken != instruction.Channels)
        {
            throw new InputException(where,
                FormattableString.Invariant($"takes {instruction.Channels} channels, the maps of the tile's blocks need {taken}"));
        }
    }

    private void VerifyWindow(int index, ImmutableArray<int> loops, string where)
    {
        Instruction instruction = tile.Code[index];
        for (int block = instruction.Opcode == Opcode.Merge ? 0 : instruction.Pair; block <= instruction.Pair; block++)
        {
            BlockMap? map = BlockMap.Of(program, tile, block);
            bool fits = map?.Stage.Kind switch
            {
                StageKind.Matrix => instruction.Opcode == Opcode.Gather,
                StageKind.MaxPool or StageKind.AveragePool => instruction.Opcode == Opcode.Pool,
                StageKind.Add => instruction.Opcode == Opcode.Merge,
                null => false,
            };
            if (!fits)
            {
                throw new InputException(where, FormattableString.Invariant($"block {block} is of no stage that takes windows so"));
            }

            int level = nest.Levels[index].Position;
            int runs = level < loops.Length ? loops[level] : 1;
            if (runs != map!.Stage.Positions)
            {
                throw new InputException(where,
                    FormattableString.Invariant($"runs at {runs} positions, its stage '{map.Stage.Name}' has {map.Stage.Positions}"));
            }
        }
    }

    private void VerifyVector(in Instruction instruction, int first, BigInteger runs, int rows, string where)
    {
        var parts = new List<(int First, int Words)>();
        for (int channel = first; channel < first + instruction.Channels; channel++)
        {
            ReceiveChannel receive = tile.Receives[channel];
            parts.Add((receive.RowBase, receive.Words));
            if (use.TakenBy[channel] == Opcode.Receive && use.Pair[channel] != instruction.Pair)
            {
                throw new InputException(where, FormattableString.Invariant($"receive channel {channel} fills pair {use.Pair[channel]} already"));
            }

            use.Pair[channel] = instruction.Pair;
            Take(channel, Opcode.Receive, runs * receive.Words, where);
        }

        parts.Sort();
        long next = 0;
        foreach ((int row, int words) in parts)
        {
            if (row != next || words < 1)
            {
                throw new InputException(where, FormattableString.Invariant($"its channels must fill every row once: after row {next - 1} comes a channel with {words} words from row {row}"));
            }

            next += words;
        }

        if (next != rows)
        {
            throw new InputException(where, FormattableString.Invariant($"its channels fill {next} rows, the block has {rows}"));
        }
    }

    private void VerifyReceiveAdd(in Instruction instruction, ImmutableArray<int> loops, string where)
    {
        VerifyRange(instruction, where);
        for (int channel = instruction.Channel; channel < instruction.Channel + instruction.Channels; channel++)
        {
            ReceiveChannel receive = tile.Receives[channel];
            if (receive.Words is not (1 or 2))
            {
                throw new InputException(where, FormattableString.Invariant($"receive channel {channel} carries {receive.Words} words, a partial sum is 1 word (rows 0 1) or 2 (rows 0 2)"));
            }

            Take(channel, Opcode.ReceiveAdd, ChannelTurns.AllRuns(loops) * receive.Words, where);
        }
    }

    private void VerifyRange(in Instruction instruction, string where)
    {
        if (instruction.ChannelsEnd > tile.Receives.Length)
        {
            throw new InputException(where, FormattableString.Invariant($"takes from {instruction.ChannelsEnd - instruction.Channel} channels from {instruction.Channel} on, the tile has {tile.Receives.Length} receive channels"));
        }
    }

    private void Take(int channel, Opcode opcode, BigInteger words, string where)
    {
        if ((use.TakenBy[channel] ??= opcode) != opcode)
        {
            string[] takers = [.. new[] { use.TakenBy[channel]!.Value,
                opcode }.Order().Select(taker => InstructionTable.Default.Name(taker))];
            throw new InputException(where,
                FormattableString.Invariant($"receive channel {channel} carries both {KindOf(takers[0])} and {KindOf(takers[1])}"));
        }

        use.Received[channel] += words;
    }

    private static string KindOf(string taker) => taker switch
    {
        "recv" => "input vectors (recv)",
        "recv.map" => "maps (recv.map)",
        _ => "partial sums (recv.add)",
    };

    private void VerifySend(int index, ImmutableArray<int> loops, string where)
    {
        Instruction instruction = tile.Code[index];
        if (instruction.When == LoopCondition.Never)
        {
            throw new InputException(where, "never sends; write when=always, first@L, last@L or until@L");
        }

        if (instruction.ChannelsEnd > tile.Sends.Length)
        {
            throw new InputException(where, FormattableString.Invariant($"sends on channel {instruction.ChannelsEnd - 1}, the tile has {tile.Sends.Length} send channels"));
        }

        var turns = new ChannelTurns(instruction, loops, nest.Levels[index].Sample);
        for (int turn = 0; turn <= instruction.Alternates; turn++)
        {
            VerifySent(instruction, instruction.Channel + turn, turns.Runs(turn), SentColumns(index, loops), where);
        }
    }

    private void VerifySent(in Instruction instruction, int channel, BigInteger runs, (int First, int Last) columns, string where)
    {
        if (use.Source[channel] is null)
        {
            use.Columns[channel] = columns;
        }
        else if (use.Source[channel] != instruction.Source)
        {
            throw new InputException(where, FormattableString.Invariant($"send channel {channel} carries {OperandText.Sources[(int)use.Source[channel]!]} elsewhere; one channel carries one kind of word"));
        }

        use.Source[channel] = instruction.Source;
        use.Columns[channel] = (Math.Min(use.Columns[channel].First, columns.First), Math.Max(use.Columns[channel].Last, columns.Last));
        use.Sent[channel] += runs;
    }

    /// <summary>The columns of the layer that one send names, all counter values considered.</summary>
    private (int First, int Last) SentColumns(int index, ImmutableArray<int> loops)
    {
        Instruction instruction = tile.Code[index];
        int start = tile.Blocks[instruction.Pair].ColumnBase;
        return (start + instruction.Column, start + (int)LastColumn(index, loops));
    }

    private long LastColumn(int index, ImmutableArray<int> loops) =>
        tile.Code[index].Column + (tile.Code[index].Indexed ? loops[nest.Levels[index].Column] - 1L : 0);
}
