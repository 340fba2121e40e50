using SpinArch.Files;

namespace SpinArch.Isa.Verification;

/// <summary>Blocks that share a crossbar pair: what is read has been brought there, and nothing is written that is there anyway.</summary>
internal sealed class PairVerifier
{
    private readonly TileProgram tile;
    private readonly HashSet<int> written;

    public PairVerifier(TileProgram tile)
    {
        this.tile = tile;
        written = [.. tile.Code.Where(instruction => instruction.Opcode == Opcode.Write).Select(instruction => instruction.Pair)];
    }

    /// <summary>A write names a block that shares its pair.</summary>
    public void VerifyWrite(in Instruction instruction, string where)
    {
        int pair = tile.Blocks[instruction.Pair].Pair;
        if (tile.Blocks.Count(block => block.Pair == pair) == 1)
        {
            throw new InputException(where, FormattableString.Invariant($"writes block {instruction.Pair}, which has crossbar pair {pair} to itself and is there already"));
        }

        if (instruction.When == LoopCondition.Never)
        {
            throw new InputException(where, "never writes; write when=always, first@L, last@L or until@L");
        }
    }

    /// <summary>The first block of a pair is there when the program begins; any other that is read is written somewhere.</summary>
    public void VerifyRead(in Instruction instruction, string where)
    {
        int index = instruction.Pair;
        int pair = tile.Blocks[index].Pair;
        if (!written.Contains(index) && tile.Blocks.Take(index).Any(block => block.Pair == pair))
        {
            throw new InputException(where, FormattableString.Invariant($"reads block {index}, which no instruction writes onto crossbar pair {pair}"));
        }
    }
}
