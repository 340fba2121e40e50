using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>
/// The code of a tile that works on all layers of a network, one after another: a sample goes through all of them before the next begins.
/// The next input is received meanwhile.
/// <code><![CDATA[
///   recv   inputs { recv next   samples { mac 0  pass 0  mac 1  pass 1  ...  mac last   columns { tally  send } } }
/// ]]></code>
/// </summary>
internal sealed class LayersInTurnCode(PartitionedNetwork network, TileDraft tile, int samples, int inputs)
{
    private const int SampleLevel = 2;

    private readonly List<Instruction> _code = [];

    /// <summary>Emits the whole program of the tile.</summary>
    public IReadOnlyList<Instruction> Emit()
    {
        Receive(LoopCondition.Always);
        Loop(LoopCounts.Inputs, inputs, () =>
        {
            Receive(LoopCondition.Until(1));
            Loop(LoopCounts.Samples, samples, () =>
            {
                for (int block = 0; block < tile.Blocks.Length; block++)
                {
                    Multiply(block);
                }

                Loop(LoopCounts.Columns, tile.Blocks[^1].Columns, Finish);
            });
        });
        _code.Add(new Instruction { Opcode = Opcode.Halt });
        return _code;
    }

    // The network's inputs are those of all samples; a hidden vector is that of one.
    private void Multiply(int block)
    {
        bool isFirst = block == 0;
        _code.Add(new Instruction { Opcode = Opcode.Multiply, Pair = block, X = isFirst ? LoopCondition.Last(1) : LoopCondition.Always });
        if (block < tile.Blocks.Length - 1)
        {
            _code.Add(new Instruction { Opcode = Opcode.HandOver, Pair = block, Activation = network.Layers[block].Layer.Activation });
        }
    }

    private void Finish()
    {
        int last = tile.Blocks.Length - 1;
        _code.Add(new Instruction
        {
            Opcode = Opcode.Tally,
            Pair = last,
            Indexed = true,
            When = LoopCondition.First(SampleLevel),
            Activation = network.Layers[^1].Layer.Activation,
        });
        _code.Add(new Instruction
        {
            Opcode = Opcode.Send,
            Pair = last,
            Indexed = true,
            When = LoopCondition.Last(SampleLevel),
            Channel = tile.Outlets[0].Channels.Start,
            Source = OperandSource.Statistics,
        });
    }

    private void Receive(LoopCondition when) => _code.Add(new Instruction
    {
        Opcode = Opcode.Receive,
        Pair = 0,
        When = when,
        Channel = tile.Vectors[0].Start,
        Channels = tile.Vectors[0].Length,
    });

    private void Loop(LoopCounts counts, int iterations, Action body)
    {
        int at = _code.Count;
        _code.Add(default);
        body();
        _code[at] = new Instruction { Opcode = Opcode.Loop, Iterations = iterations, Body = _code.Count - at - 1, Counts = counts };
    }
}
