using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Components.Windows;

/// <summary>
/// Rows of each map that a stage cannot do without. A window needs the rows that it reaches over. Where maps of several sources meet, as in
/// an addition or behind a concatenation, one may need more: what comes of it before the first row of the other does. Stages are followed
/// row by row, without times, with just these rows of room; where nothing can go on, the maps in the way of whose next rows something waits
/// get a row more, those at which sources meet before all others. Whether something can go on does not depend on times, so with the rows
/// that are found nothing ever stops.
/// </summary>
internal static class MapDepths
{
    private const int Input = -1;

    /// <summary>Rows, by stage and operand.</summary>
    /// <param name="stages">The stages of a program.</param>
    public static int[][] Of(ImmutableArray<ProgramStage> stages)
    {
        int[][] rows = [.. stages.Select(stage => Enumerable.Repeat(
            stage.TakesMap() ? Math.Min(stage.Window.Height, stage.Window.ReachY) : stage.Window.Height, stage.Operands).ToArray())];
        while (Stop(stages, rows) is { Count: > 0 } full)
        {
            List<(int Stage, int Operand)> meeting = full.FindAll(map => stages[map.Stage].Sources.Length > 1);
            foreach ((int stage, int operand) in meeting.Count > 0 ? meeting : full)
            {
                rows[stage][operand]++;
            }
        }

        return rows;
    }

    // Follows one sample. The maps without room that hold back what could go on; none where all of it gets to its end.
    private static List<(int Stage, int Operand)> Stop(ImmutableArray<ProgramStage> stages, int[][] rows)
    {
        int[] done = new int[stages.Length + 1];
        bool isMoving = true;
        while (isMoving)
        {
            isMoving = false;
            for (int stage = Input; stage < stages.Length; stage++)
            {
                while (done[stage + 1] < RowsOf(stages, stage) && HasInput(stages, done, stage)
                    && Full(stages, rows, done, stage).Count == 0)
                {
                    done[stage + 1]++;
                    isMoving = true;
                }
            }
        }

        var full = new List<(int Stage, int Operand)>();
        for (int stage = Input; stage < stages.Length; stage++)
        {
            if (done[stage + 1] < RowsOf(stages, stage) && HasInput(stages, done, stage))
            {
                full.AddRange(Full(stages, rows, done, stage));
            }
        }

        return [.. full.Distinct().Where(map => rows[map.Stage][map.Operand] < stages[map.Stage].Window.Height)];
    }

    // Rows that a stage gives, or the network's input has: as many as the maps that it is a part of.
    private static int RowsOf(ImmutableArray<ProgramStage> stages, int stage)
    {
        if (stage != Input)
        {
            return stages[stage].Window.OutHeight;
        }

        return stages.Where(reader => reader.Sources.Any(source => source.Stage == Input))
            .Select(reader => reader.Window.Height).DefaultIfEmpty(0).Max();
    }

    private static bool HasInput(ImmutableArray<ProgramStage> stages, int[] done, int stage)
    {
        if (stage == Input)
        {
            return true;
        }

        int needed = Math.Min(Last(stages[stage].Window, done[stage + 1]) + 1, stages[stage].Window.Height);
        return stages[stage].Sources.All(source => done[source.Stage + 1] >= needed);
    }

    // The maps that have no room for a stage's next row.
    private static List<(int Stage, int Operand)> Full(ImmutableArray<ProgramStage> stages, int[][] rows, int[] done, int stage)
    {
        var full = new List<(int Stage, int Operand)>();
        for (int reader = 0; reader < stages.Length; reader++)
        {
            int left = Left(stages[reader].Window, done[reader + 1]);
            foreach (StageSource source in stages[reader].Sources)
            {
                if (source.Stage == stage && done[stage + 1] - left >= rows[reader][source.Operand])
                {
                    full.Add((reader, source.Operand));
                }
            }
        }

        return full;
    }

    // The last row of the map that a row of positions reaches.
    private static int Last(Window window, int row) => (row * window.StrideY) - window.PadTop + window.ReachY - 1;

    // Rows that are no longer needed once so many rows of positions are done.
    private static int Left(Window window, int done) => done == window.OutHeight ? window.Height
        : Math.Clamp((done * window.StrideY) - window.PadTop, 0, window.Height);
}
