using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>The loops around each instruction of a tile's code.</summary>
internal sealed class LoopNest
{
    /// <summary>Most loops around an instruction: as many as a condition has level bits.</summary>
    public const int Levels = 4;

    private LoopNest(ImmutableArray<ImmutableArray<int>> iterations) => Iterations = iterations;

    /// <summary>[instruction][level]: how often the loop of that level runs, level 0 the innermost. A <c>loop</c> belongs to the loops around it.</summary>
    public ImmutableArray<ImmutableArray<int>> Iterations { get; }

    /// <summary>Finds the loops; returns instruction and fault where they do not nest.</summary>
    public static (int Index, string Message)? TryRead(ImmutableArray<Instruction> code, out LoopNest nest)
    {
        var iterations = ImmutableArray.CreateBuilder<ImmutableArray<int>>(code.Length);
        var open = new List<(int Last, int Iterations)>();
        ImmutableArray<int> around = [];
        nest = new LoopNest([]);
        for (int index = 0; index < code.Length; index++)
        {
            iterations.Add(around);
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

                if (open.Count == Levels)
                {
                    return (index, FormattableString.Invariant($"the loop is inside {Levels} others, allowed are {Levels} levels in all"));
                }

                open.Add(((int)last, instruction.Iterations));
                around = Around(open);
            }
            else if (open.Count > 0 && open[^1].Last == index)
            {
                while (open.Count > 0 && open[^1].Last == index)
                {
                    open.RemoveAt(open.Count - 1);
                }

                around = Around(open);
            }
        }

        nest = new LoopNest(iterations.ToImmutable());
        return null;
    }

    private static ImmutableArray<int> Around(List<(int Last, int Iterations)> open) =>
        [.. open.AsEnumerable().Reverse().Select(loop => loop.Iterations)];
}
