using SpinArch.Isa;

namespace SpinArch.Arithmetic;

/// <summary>The drive codes that stages without weights give (<c>docs/arithmetic.md</c>, section 14).</summary>
internal static class StageValues
{
    /// <summary>Works out a stage that has no weights.</summary>
    /// <param name="maps">Its operands, and where its result goes.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="index">Its index.</param>
    public static void Run(StageMaps<short> maps, ProgramStage stage, int index)
    {
        Span<short> result = maps.Result(index);
        switch (stage.Kind)
        {
            case StageKind.MaxPool:
                WindowReads.Largest(maps.Operand(index), stage.Window, result);
                break;
            case StageKind.AveragePool:
                WindowReads.Mean(maps.Operand(index), stage.Window, stage.CountsPadding, result);
                break;
            case StageKind.Add:
                Add(maps, stage, index, result);
                break;
            case StageKind.Matrix:
                throw new InvalidOperationException($"stage '{stage.Name}' has weights");
        }
    }

    private static void Add(StageMaps<short> maps, ProgramStage stage, int index, Span<short> result)
    {
        Span<long> sums = maps.Sums[..result.Length];
        sums.Clear();
        for (int operand = 0; operand < stage.Operands; operand++)
        {
            ReadOnlySpan<short> codes = maps.Operand(index, operand);
            long factor = stage.Multipliers[operand];
            for (int at = 0; at < sums.Length; at++)
            {
                sums[at] += factor * codes[at];
            }
        }

        for (int at = 0; at < result.Length; at++)
        {
            result[at] = WindowReads.Added(sums[at], stage);
        }
    }
}
