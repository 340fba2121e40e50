using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>
/// The code of a tile: inputs, samples and columns are loops; the next vectors are received while these are worked on, as far as the
/// receiver's queue takes one for every block. A column is
/// read of one block after the other, each adding to the sum of the one before; the last also adds what other tiles send. Blocks that have pairs
/// of their own take turns column by column; where a layer's blocks share pairs, all columns of a block are read before the next, which is written
/// onto the pair in between.
/// <code><![CDATA[
///   own pairs:     column { block 0, block 1, ... send }
///   whole arrays:  read.all block 0, block 1, ... of the next sample  column { add block 0, block 1, ... send }
///   in turn:       column { block 0 }  write next on its pair  column { block 1 }  write next on its pair  ...  column { last block, send }  write first on its pair
/// ]]></code>
/// </summary>
internal sealed class FanInCode(
    PartitionedLayer layer, TileDraft tile, bool isInTurn, bool isLastLayer, int queueDepth, int samples, int inputs,
        ImmutableArray<Opcode> preludes, bool readsWhole, ProgramStage? map = null)
{
    private const int ColumnLevel = 1;

    private readonly List<Instruction> code = [];

    // Of an instruction inside the loop over columns; a loop over positions lies between the two.
    private int SampleLevel => HasPositions ? 4 : 2;

    private bool HasPositions => map is { Positions: > 1 };

    private bool SameInputForAllSamples => !layer.Matrix.InputsVary;

    private bool IsHome => tile.Place.FanInTile == layer.FanIn.Home;

    private int LastBlock => tile.Blocks.Length - 1;

    /// <summary>Emits the whole program of the tile.</summary>
    public IReadOnlyList<Instruction> Emit()
    {
        if (map is not null)
        {
            return EmitMaps(map);
        }

        // Receives of the next vectors that did not all fit the queue would hold back the columns that empty the banks they wait for.
        bool isAhead = tile.Blocks.Length <= queueDepth;
        if (isAhead)
        {
            Receive(LoopCondition.Always);
        }

        Loop(LoopCounts.Inputs, inputs, () =>
        {
            if (SameInputForAllSamples)
            {
                Receive(isAhead ? LoopCondition.Until(1) : LoopCondition.Always);
            }

            Loop(LoopCounts.Samples, samples, () =>
            {
                if (!SameInputForAllSamples)
                {
                    Receive(isAhead ? LoopCondition.Until(1 | 2) : LoopCondition.Always, isAhead);
                }

                Prelude();
                if (readsWhole)
                {
                    ReadArrays(isAhead);
                }

                if (isInTurn)
                {
                    BlocksInTurn();
                }

                foreach ((IndexRange columns, IndexRange channels) in tile.Outlets)
                {
                    Loop(LoopCounts.Columns, columns.Length, () => Column(columns, channels));
                }

                if (isInTurn)
                {
                    WriteAfter(LastBlock);
                }
            });
        });
        code.Add(new Instruction { Opcode = Opcode.Halt });
        return code;
    }

    // Maps are received ahead like vectors: one instruction for those of all blocks, so that none waits for the words of another. What is
    // the same for all samples is received once an input, and kept; a pool of it is made once an input.
    private List<Instruction> EmitMaps(ProgramStage stage)
    {
        bool isOnce = stage.Kind != StageKind.Matrix && SameInputForAllSamples;
        ReceiveMaps(LoopCondition.Always, isForNextSample: false);
        Loop(LoopCounts.Inputs, inputs, () =>
        {
            if (SameInputForAllSamples)
            {
                ReceiveMaps(LoopCondition.Until(1), isForNextSample: false);
            }

            if (isOnce)
            {
                Positions(stage, LoopCondition.Always);
                return;
            }

            Loop(LoopCounts.Samples, samples, () =>
            {
                if (!SameInputForAllSamples)
                {
                    ReceiveMaps(LoopCondition.Until(1 | 2), isForNextSample: true);
                }

                Positions(stage, SameInputForAllSamples ? LoopCondition.Last(HasPositions ? 2 : 1) : LoopCondition.Always);
            });
        });
        code.Add(new Instruction { Opcode = Opcode.Halt });
        return code;
    }

    private void Positions(ProgramStage stage, LoopCondition leave)
    {
        if (HasPositions)
        {
            Loop(LoopCounts.Positions, stage.Positions, () => Windows(stage, leave));
        }
        else
        {
            Windows(stage, leave);
        }
    }

    private void Windows(ProgramStage stage, LoopCondition leave)
    {
        for (int block = 0; block <= LastBlock && stage.Kind == StageKind.Matrix; block++)
        {
            code.Add(new Instruction { Opcode = Opcode.Gather, Pair = block, X = block == LastBlock ? leave : LoopCondition.Never });
        }

        foreach ((IndexRange columns, IndexRange channels) in tile.Outlets)
        {
            Loop(LoopCounts.Columns, columns.Length, () =>
            {
                if (stage.Kind == StageKind.Matrix)
                {
                    Column(columns, channels);
                    return;
                }

                code.Add(Indexed(stage.Kind == StageKind.Add ? Opcode.Merge : Opcode.Pool, LastBlock, columns.Start) with
                {
                    X = columns.End == tile.Columns ? LoopCondition.Always : LoopCondition.Never,
                });
                if (!isLastLayer)
                {
                    code.Add(Send(columns, channels, LoopCondition.Always, OperandSource.Output));
                    return;
                }

                code.Add(Indexed(Opcode.Accumulate, LastBlock, columns.Start) with
                {
                    When = LoopCondition.First(SampleLevel),
                    Source = OperandSource.Output,
                });
                code.Add(Send(columns, channels, LoopCondition.Last(SampleLevel), OperandSource.Statistics));
            });
        }
    }

    private void ReceiveMaps(LoopCondition when, bool isForNextSample)
    {
        int channels = tile.Vectors.Sum(vectors => vectors.Length);
        code.Add(new Instruction
        {
            Opcode = Opcode.ReceiveMap,
            When = when,
            Channel = tile.Vectors[0].Start,
            Channels = channels / tile.VectorTurns,
            Alternates = tile.VectorTurns - 1,
            Ahead = isForNextSample && tile.VectorTurns > 1 ? 1 : 0,
        });
    }

    // What components want to be done once a sample, before any column of a block.
    private void Prelude()
    {
        foreach (Opcode opcode in preludes)
        {
            for (int block = 0; block <= LastBlock; block++)
            {
                code.Add(new Instruction { Opcode = opcode, Pair = block, When = LoopCondition.Always });
            }
        }
    }

    // The arrays of the next sample are read, and converted, while the columns of this one are finished.
    private void ReadArrays(bool isAhead)
    {
        const int sampleLevel = 1;
        const int inputLevel = 2;
        LoopCondition consume = SameInputForAllSamples ? LoopCondition.Last(sampleLevel) : LoopCondition.Always;
        for (int block = 0; block <= LastBlock; block++)
        {
            code.Add(new Instruction
            {
                Opcode = Opcode.ReadAll,
                Pair = block,
                When = isAhead ? LoopCondition.First(sampleLevel | inputLevel) : LoopCondition.Always,
                X = consume,
            });
        }

        for (int block = 0; block <= LastBlock && isAhead; block++)
        {
            code.Add(new Instruction
            {
                Opcode = Opcode.ReadAll,
                Pair = block,
                When = LoopCondition.Until(sampleLevel | inputLevel),
                X = consume,
                Ahead = 1,
            });
        }
    }

    private void BlocksInTurn()
    {
        for (int block = 0; block < LastBlock; block++)
        {
            int current = block;
            Loop(LoopCounts.Columns, tile.Columns, () =>
            {
                Read(current, new IndexRange(0, tile.Columns));
                code.Add(Add(current, 0));
            });
            WriteAfter(block);
        }
    }

    // The pair of a block goes on to the next block that shares it; after the last of these to the first, for the next sample if there is one.
    private void WriteAfter(int block)
    {
        int pair = tile.Blocks[block].Pair;
        int[] sharing = [.. Enumerable.Range(0, tile.Blocks.Length).Where(other => tile.Blocks[other].Pair == pair)];
        if (sharing.Length == 1)
        {
            return;
        }

        const int sampleLevel = 1;
        const int inputLevel = 2;
        bool isLast = block == sharing[^1];
        LoopCondition firstSample = isLast ? LoopCondition.Last(sampleLevel) : LoopCondition.First(sampleLevel);
        code.Add(new Instruction
        {
            Opcode = Opcode.Write,
            Pair = isLast ? sharing[0] : sharing[Array.IndexOf(sharing, block) + 1],
            When = isLast ? LoopCondition.Until(sampleLevel | inputLevel) : LoopCondition.Always,
            Mean = layer.MuReuse ? firstSample : LoopCondition.Always,
        });
    }

    private void Read(int block, IndexRange columns)
    {
        if (readsWhole)
        {
            return;
        }

        bool isLast = columns.End == tile.Columns;
        LoopCondition consumeX = !isLast ? LoopCondition.Never
            : LoopCondition.Last(SameInputForAllSamples && map is null ? ColumnLevel | SampleLevel : ColumnLevel);
        LoopCondition readMean = layer.MuReuse ? LoopCondition.First(SampleLevel) : LoopCondition.Always;
        code.Add(Indexed(Opcode.Column, block, columns.Start) with { X = consumeX, Mean = readMean });
    }

    private void Column(IndexRange columns, IndexRange channels)
    {
        for (int block = 0; block < LastBlock && !isInTurn; block++)
        {
            Read(block, columns);
            code.Add(Add(block, columns.Start));
        }

        Read(LastBlock, columns);
        bool isAlone = IsHome && LastBlock == 0 && tile.PartialSums.Length == 0;
        if (!isAlone)
        {
            code.Add(Add(LastBlock, columns.Start));
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

    /// <summary>The word of a block, plus the sum of the block before; with the last block, plus what other tiles send.</summary>
    private Instruction Add(int block, int column)
    {
        Instruction add = Indexed(Opcode.Add, block, column) with { Mean = ConsumeMean(), Carry = block > 0 ? 1 : 0 };
        return block < LastBlock || tile.PartialSums.Length == 0
            ? add
            : add with { Opcode = Opcode.ReceiveAdd, Channel = tile.PartialSums.Start, Channels = tile.PartialSums.Length };
    }

    private void Finish(IndexRange columns, IndexRange channels, OperandSource source, LoopCondition consumeMean)
    {
        if (isLastLayer)
        {
            code.Add(Indexed(Opcode.Accumulate, LastBlock, columns.Start) with
            {
                When = LoopCondition.First(SampleLevel),
                Mean = consumeMean,
                Source = source,
                Activation = layer.Layer.Activation,
            });
            code.Add(Send(columns, channels, LoopCondition.Last(SampleLevel), OperandSource.Statistics));
            return;
        }

        code.Add(Indexed(Opcode.Activate, LastBlock, columns.Start) with { Mean = consumeMean, Source = source, Activation = layer.Layer.Activation });
        code.Add(Send(columns, channels, LoopCondition.Always, OperandSource.Output));
    }

    private Instruction Send(IndexRange columns, IndexRange channels, LoopCondition when, OperandSource source) =>
        Indexed(Opcode.Send, LastBlock, columns.Start) with { When = when, Channel = channels.Start, Alternates = channels.Length - 1, Source = source };

    /// <summary>With mu reuse the mean latch is kept for all samples and consumed on the last; else it is consumed at once.</summary>
    private LoopCondition ConsumeMean() => tile.Blocks[0].ColumnSum != Specs.ColumnSum.Digital ? LoopCondition.Never
        : layer.MuReuse ? LoopCondition.Last(SampleLevel) : LoopCondition.Always;

    private void Receive(LoopCondition when, bool isForNextSample = false)
    {
        for (int block = 0; block <= LastBlock; block++)
        {
            code.Add(new Instruction
            {
                Opcode = Opcode.Receive,
                Pair = block,
                When = when,
                Channel = tile.Vectors[block].Start,
                Channels = tile.Vectors[block].Length / tile.VectorTurns,
                Alternates = tile.VectorTurns - 1,
                Ahead = isForNextSample && tile.VectorTurns > 1 ? 1 : 0,
            });
        }
    }

    private static Instruction Indexed(Opcode opcode, int block, int column) => new() { Opcode = opcode, Pair = block, Indexed = true, Column = column };

    private void Loop(LoopCounts counts, int iterations, Action body)
    {
        int at = code.Count;
        code.Add(default);
        body();
        code[at] = new Instruction { Opcode = Opcode.Loop, Iterations = iterations, Body = code.Count - at - 1, Counts = counts };
    }
}
