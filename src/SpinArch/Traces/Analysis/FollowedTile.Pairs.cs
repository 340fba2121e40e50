using SpinArch.Hardware;
using SpinArch.Isa;

namespace SpinArch.Traces.Analysis;

/// <content>Which block is on which crossbar pair, and when a write may begin.</content>
internal sealed partial class FollowedTile
{
    private string? Write(in Activity activity, in Operation operation)
    {
        ref CrossbarPair pair = ref PairOf(in operation);
        LayerBlock block = tile.Blocks[operation.Pair];
        string? wrong = !pair.IsIdle(operation.ReadsBefore) ? $"it starts before the reads of crossbar pair {block.Pair} are done"
            : activity.Items != block.Rows ? $"it writes {activity.Items} word lines, the block has {block.Rows}"
            : null;
        pair.BeginWrite();
        Schedule(CompletionKind.Written, in operation, Done(in activity));
        return wrong;
    }

    private void PostToPair(ref Operation operation)
    {
        switch (operation.Opcode)
        {
            case Opcode.Column or Opcode.Read:
                PairOf(in operation).PostRead();
                break;
            case Opcode.Write:
                operation.ReadsBefore = PairOf(in operation).Posted;
                break;
        }
    }

    private ref CrossbarPair PairOf(in Operation operation) => ref pairs[tile.Blocks[operation.Pair].Pair];
}
