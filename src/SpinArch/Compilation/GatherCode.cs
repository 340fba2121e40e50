using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>The code of a tile under <c>gather</c>: inputs, samples and columns are loops; the next vector is received while this one is worked on.</summary>
internal sealed class GatherCode(PartitionedLayer layer, TileDraft tile, bool isLastLayer, int samples, int inputs)
{
    private const int ColumnLevel = 1;
    private const int SampleLevel = 2;

    private readonly List<Instruction> code = [];

    private bool SameInputForAllSamples => layer.Index == 0;

    private bool IsHome => tile.Place.RowBlock == GatherChannels.Home(layer);

    /// <summary>Emits the whole program of the tile.</summary>
    public IReadOnlyList<Instruction> Emit()
    {
        code.Add(Receive(LoopCondition.Always));
        Loop(inputs, () =>
        {
            if (SameInputForAllSamples)
            {
                code.Add(Receive(LoopCondition.Until(1)));
            }

            Loop(samples, () =>
            {
                if (!SameInputForAllSamples)
                {
                    code.Add(Receive(LoopCondition.Until(1 | 2)));
                }

                foreach ((IndexRange columns, int channel) in tile.Outlets)
                {
                    Loop(columns.Length, () => Column(columns, channel));
                }
            });
        });
        code.Add(new Instruction { Opcode = Opcode.Halt });
        return code;
    }

    private void Column(IndexRange columns, int channel)
    {
        bool isLast = columns.End == tile.Block.Columns;
        LoopCondition consumeX = !isLast ? LoopCondition.Never : LoopCondition.Last(SameInputForAllSamples ? ColumnLevel | SampleLevel : ColumnLevel);
        LoopCondition readMean = layer.MuReuse ? LoopCondition.First(SampleLevel) : LoopCondition.Always;
        code.Add(Indexed(Opcode.Column, columns.Start) with { X = consumeX, Mean = readMean });
        if (!IsHome)
        {
            code.Add(Indexed(Opcode.Add, columns.Start) with { Mean = ConsumeMean() });
            code.Add(Indexed(Opcode.Send, columns.Start) with { When = LoopCondition.Always, Channel = channel, Source = OperandSource.PartialSum });
            return;
        }

        OperandSource source = OperandSource.Latch;
        LoopCondition consumeMean = ConsumeMean();
        if (layer.RowBlocks.Length > 1)
        {
            code.Add(Indexed(Opcode.ReceiveAdd, columns.Start) with
            {
                Mean = consumeMean,
                Channel = tile.VectorChannels,
                Channels = layer.RowBlocks.Length - 1,
            });
            source = OperandSource.PartialSum;
            consumeMean = LoopCondition.Never;
        }

        Finish(columns, channel, source, consumeMean);
    }

    private void Finish(IndexRange columns, int channel, OperandSource source, LoopCondition consumeMean)
    {
        if (isLastLayer)
        {
            code.Add(Indexed(Opcode.Accumulate, columns.Start) with
            {
                When = LoopCondition.First(SampleLevel),
                Mean = consumeMean,
                Source = source,
                Activation = layer.Layer.Activation,
            });
            code.Add(Indexed(Opcode.Send, columns.Start) with { When = LoopCondition.Last(SampleLevel), Channel = channel, Source = OperandSource.Statistics });
            return;
        }

        code.Add(Indexed(Opcode.Activate, columns.Start) with { Mean = consumeMean, Source = source, Activation = layer.Layer.Activation });
        code.Add(Indexed(Opcode.Send, columns.Start) with { When = LoopCondition.Always, Channel = channel, Source = OperandSource.Output });
    }

    /// <summary>With mu reuse the mean latch is kept for all samples and consumed on the last; else it is consumed at once.</summary>
    private LoopCondition ConsumeMean() => tile.Block.ColumnSum == Specs.ColumnSum.Neuron ? LoopCondition.Never
        : layer.MuReuse ? LoopCondition.Last(SampleLevel) : LoopCondition.Always;

    private Instruction Receive(LoopCondition when) => new()
    {
        Opcode = Opcode.Receive,
        When = when,
        Channel = 0,
        Channels = tile.VectorChannels,
    };

    private static Instruction Indexed(Opcode opcode, int column) => new() { Opcode = opcode, Indexed = true, Column = column };

    private void Loop(int iterations, Action body)
    {
        int at = code.Count;
        code.Add(default);
        body();
        code[at] = new Instruction { Opcode = Opcode.Loop, Iterations = iterations, Body = code.Count - at - 1 };
    }
}
