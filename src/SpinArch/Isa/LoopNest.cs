using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>The loops around each instruction of a tile's code.</summary>
internal sealed class LoopNest
{
    /// <summary>Most loops around an instruction: as many as a condition has level bits.</summary>
    public const int Most = 4;

    private LoopNest(ImmutableArray<Instruction> code, ImmutableArray<ImmutableArray<int>> around)
    {
        Around = around;
        Iterations = [.. around.Select(loops => loops.Select(loop => code[loop].Iterations).ToImmutableArray())];
        Levels = [.. around.Select((loops, index) =>
            CounterLevels.Of(code[index].Indexed, [.. loops.Select(loop => code[loop].Counts)]))];
    }

    /// <summary>[instruction][level]: the loop of that level, level 0 the innermost, by its instruction.</summary>
    public ImmutableArray<ImmutableArray<int>> Around { get; }

    /// <summary>Of each instruction, which of the loops around it counts what.</summary>
    public ImmutableArray<CounterLevels> Levels { get; }

    /// <summary>[instruction][level]: how often the loop of that level runs, level 0 the innermost. A <c>loop</c> belongs to the loops around it.</summary>
    public ImmutableArray<ImmutableArray<int>> Iterations { get; }

    /// <summary>The loop around an instruction at a level, by its instruction; -1 where there is none.</summary>
    public int LoopOf(int index, int level) => level < Around[index].Length ? Around[index][level] : -1;

    /// <summary>Finds the loops; returns instruction and fault where they do not nest.</summary>
    public static (int Index, string Message)? TryRead(ImmutableArray<Instruction> code, out LoopNest nest)
    {
        var all = ImmutableArray.CreateBuilder<ImmutableArray<int>>(code.Length);
        var open = new List<(int Last, int Loop)>();
        ImmutableArray<int> around = [];
        nest = new LoopNest([], []);
        for (int index = 0; index < code.Length; index++)
        {
            all.Add(around);
            Instruction instruction = code[index];
            if (instruction.Opcode == Opcode.Loop)
            {
                long last = (long)index + instruction.Body;
                if (instruction.Body < 1 || instruction.Iterations < 1)
                {
                    return (index, FormattableString.Invariant($"the loop repeats {instruction.Body} instructions {instruction.Iterations} times, both must be at least 1"));
                }

                if (last >= code.Length)
                {
                    return (index, FormattableString.Invariant($"the loop's body of {instruction.Body} instructions goes beyond the code's {code.Length}"));
                }

                if (open.Count > 0 && last > open[^1].Last)
                {
                    return (index, FormattableString.Invariant($"the loop ends at instruction {last}, after the loop around it, which ends at {open[^1].Last}"));
                }

                if (open.Count == Most)
                {
                    return (index, FormattableString.Invariant($"the loop is inside {Most} others, allowed are {Most} levels in all"));
                }

                open.Add(((int)last, index));
                around = LoopsOf(open);
            }
            else if (open.Count > 0 && open[^1].Last == index)
            {
                while (open.Count > 0 && open[^1].Last == index)
                {
                    open.RemoveAt(open.Count - 1);
                }

                around = LoopsOf(open);
            }
        }

        nest = new LoopNest(code, all.ToImmutable());
        return null;
    }

    private static ImmutableArray<int> LoopsOf(List<(int Last, int Loop)> open) =>
        [.. open.AsEnumerable().Reverse().Select(loop => loop.Loop)];
}
