using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>
/// The code of a tile: inputs, samples and columns are loops; the next vectors are received while these are worked on, as far as the
/// receiver's queue takes one for every pair. A column is
/// read on one crossbar pair after the other, each adding to the sum of the one before; the last also adds what other tiles send.
/// </summary>
internal sealed class FanInCode(PartitionedLayer layer, TileDraft tile, bool isLastLayer, int queueDepth, int samples, int inputs)
{
    private const int ColumnLevel = 1;
    private const int SampleLevel = 2;

    private readonly List<Instruction> code = [];

    private bool SameInputForAllSamples => layer.Index == 0;

    private bool IsHome => tile.Place.FanInTile == layer.FanIn.Home;

    private int LastPair => tile.Blocks.Length - 1;

    /// <summary>Emits the whole program of the tile.</summary>
    public IReadOnlyList<Instruction> Emit()
    {
        // Receives of the next vectors that did not all fit the queue would hold back the columns that empty the banks they wait for.
        bool isAhead = tile.Blocks.Length <= queueDepth;
        if (isAhead)
        {
            Receive(LoopCondition.Always);
        }

        Loop(inputs, () =>
        {
            if (SameInputForAllSamples)
            {
                Receive(isAhead ? LoopCondition.Until(1) : LoopCondition.Always);
            }

            Loop(samples, () =>
            {
                if (!SameInputForAllSamples)
                {
                    Receive(isAhead ? LoopCondition.Until(1 | 2) : LoopCondition.Always, isAhead);
                }

                foreach ((IndexRange columns, IndexRange channels) in tile.Outlets)
                {
                    Loop(columns.Length, () => Column(columns, channels));
                }
            });
        });
        code.Add(new Instruction { Opcode = Opcode.Halt });
        return code;
    }

    private void Column(IndexRange columns, IndexRange channels)
    {
        bool isLast = columns.End == tile.Columns;
        LoopCondition consumeX = !isLast ? LoopCondition.Never : LoopCondition.Last(SameInputForAllSamples ? ColumnLevel | SampleLevel : ColumnLevel);
        LoopCondition readMean = layer.MuReuse ? LoopCondition.First(SampleLevel) : LoopCondition.Always;
        for (int pair = 0; pair < LastPair; pair++)
        {
            code.Add(Indexed(Opcode.Column, pair, columns.Start) with { X = consumeX, Mean = readMean });
            code.Add(Add(pair, columns.Start));
        }

        code.Add(Indexed(Opcode.Column, LastPair, columns.Start) with { X = consumeX, Mean = readMean });
        bool isAlone = IsHome && LastPair == 0 && tile.PartialSums.Length == 0;
        if (!isAlone)
        {
            code.Add(Add(LastPair, columns.Start));
        }

        if (!IsHome)
        {
            code.Add(Send(columns, channels, LoopCondition.Always, OperandSource.PartialSum));
        }
        else if (isAlone)
        {
            Finish(columns, channels, OperandSource.Latch, ConsumeMean());
        }
        else
        {
            Finish(columns, channels, OperandSource.PartialSum, LoopCondition.Never);
        }
    }

    /// <summary>The word of a pair, plus the sum of the pair before; on the last pair, plus what other tiles send.</summary>
    private Instruction Add(int pair, int column)
    {
        Instruction add = Indexed(Opcode.Add, pair, column) with { Mean = ConsumeMean(), Carry = pair > 0 ? 1 : 0 };
        return pair < LastPair || tile.PartialSums.Length == 0
            ? add
            : add with { Opcode = Opcode.ReceiveAdd, Channel = tile.PartialSums.Start, Channels = tile.PartialSums.Length };
    }

    private void Finish(IndexRange columns, IndexRange channels, OperandSource source, LoopCondition consumeMean)
    {
        if (isLastLayer)
        {
            code.Add(Indexed(Opcode.Accumulate, LastPair, columns.Start) with
            {
                When = LoopCondition.First(SampleLevel),
                Mean = consumeMean,
                Source = source,
                Activation = layer.Layer.Activation,
            });
            code.Add(Send(columns, channels, LoopCondition.Last(SampleLevel), OperandSource.Statistics));
            return;
        }

        code.Add(Indexed(Opcode.Activate, LastPair, columns.Start) with { Mean = consumeMean, Source = source, Activation = layer.Layer.Activation });
        code.Add(Send(columns, channels, LoopCondition.Always, OperandSource.Output));
    }

    private Instruction Send(IndexRange columns, IndexRange channels, LoopCondition when, OperandSource source) =>
        Indexed(Opcode.Send, LastPair, columns.Start) with { When = when, Channel = channels.Start, Alternates = channels.Length - 1, Source = source };

    /// <summary>With mu reuse the mean latch is kept for all samples and consumed on the last; else it is consumed at once.</summary>
    private LoopCondition ConsumeMean() => tile.Blocks[0].ColumnSum == Specs.ColumnSum.Neuron ? LoopCondition.Never
        : layer.MuReuse ? LoopCondition.Last(SampleLevel) : LoopCondition.Always;

    private void Receive(LoopCondition when, bool isForNextSample = false)
    {
        for (int pair = 0; pair <= LastPair; pair++)
        {
            code.Add(new Instruction
            {
                Opcode = Opcode.Receive,
                Pair = pair,
                When = when,
                Channel = tile.Vectors[pair].Start,
                Channels = tile.Vectors[pair].Length / tile.VectorTurns,
                Alternates = tile.VectorTurns - 1,
                Ahead = isForNextSample && tile.VectorTurns > 1 ? 1 : 0,
            });
        }
    }

    private static Instruction Indexed(Opcode opcode, int pair, int column) => new() { Opcode = opcode, Pair = pair, Indexed = true, Column = column };

    private void Loop(int iterations, Action body)
    {
        int at = code.Count;
        code.Add(default);
        body();
        code[at] = new Instruction { Opcode = Opcode.Loop, Iterations = iterations, Body = code.Count - at - 1 };
    }
}
