using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>
/// Which of the loops around an instruction is the counter of its column, its sample and its input, by level; one beyond all loops counts
/// 0. Policy: where the loops say what they count, that; where they do not, the depth: the innermost of an indexed instruction counts
/// columns, the next samples, the next inputs.
/// </summary>
/// <param name="Column">Level that <c>[i]</c> means.</param>
/// <param name="Sample">Level of the sample.</param>
/// <param name="Input">Level of the input.</param>
/// <param name="Position">Level of the place of a kernel.</param>
internal readonly record struct CounterLevels(int Column, int Sample, int Input, int Position)
{
    /// <summary>A level that no loop has.</summary>
    public const int None = LoopNest.Most;

    /// <summary>The levels of an instruction.</summary>
    /// <param name="indexed">Whether its column counts.</param>
    /// <param name="around">What the loops around it say, the innermost first.</param>
    public static CounterLevels Of(bool indexed, ImmutableArray<LoopCounts> around)
    {
        if (around.All(counts => counts == LoopCounts.ByDepth))
        {
            int sample = indexed ? 1 : 0;
            return new CounterLevels(indexed ? 0 : None, sample, sample + 1, None);
        }

        return new CounterLevels(
            indexed ? Level(LoopCounts.Columns) : None, Level(LoopCounts.Samples), Level(LoopCounts.Inputs), Level(LoopCounts.Positions));

        int Level(LoopCounts counts) => around.IndexOf(counts) is >= 0 and var level ? level : None;
    }

    /// <summary>What is wrong with what the loops around an instruction say, or null.</summary>
    /// <param name="indexed">Whether its column counts.</param>
    /// <param name="around">What they say, the innermost first.</param>
    public static string? Fault(bool indexed, ImmutableArray<LoopCounts> around)
    {
        LoopCounts[] said = [.. around.Where(counts => counts != LoopCounts.ByDepth)];
        return indexed && Of(indexed, around).Column >= around.Length
                ? said.Length == 0 ? "an indexed column needs a loop around the instruction"
                : "an indexed column needs a loop over columns around the instruction"
            : said.Length > 0 && said.Length < around.Length ? "of the loops around it some say what they count and others do not"
            : said.GroupBy(counts => counts).FirstOrDefault(group => group.Count() > 1) is { } twice
                ? $"two loops around it count {OperandText.Counts[(int)twice.Key]}"
            : null;
    }
}
