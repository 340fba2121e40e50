using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Components.Windows;

/// <summary>
/// How a tile's memory is shared among the maps of its blocks. Policy: each gets the rows that it cannot do without, and what is left is
/// given out in whole rows, to each map as many.
/// </summary>
internal static class WindowRows
{
    /// <summary>Rows of each block's map that there is room for; 0 where a block has none of its own.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="depths">Rows that each map cannot do without (<see cref="MapDepths"/>).</param>
    /// <exception cref="InputException">The memory is too small.</exception>
    public static int[] Of(Program program, TileProgram tile, ArchitectureSpec spec, int[][] depths)
    {
        BlockMap?[] maps = [.. tile.Blocks.Select((_, block) => BlockMap.Of(program, tile, block))];
        bool isKept = IsKept(tile, program.Samples);
        int[] rows = new int[maps.Length];
        long needed = 0;
        long ofRow = 0;
        for (int block = 0; block < maps.Length; block++)
        {
            if (maps[block] is { } map && BlockMap.IsOwn(map, block))
            {
                rows[block] = isKept ? map.Window.Height
                    : depths[program.Stages.IndexOf(map.Stage)][map.Stage.Kind == StageKind.Add ? block : 0];
                needed += (long)rows[block] * map.RowWords;
                ofRow += map.RowWords;
            }
        }

        if (ofRow == 0)
        {
            return rows;
        }

        long words = spec.Part<WindowSpec>().Words;
        if (needed > words)
        {
            int largest = Array.FindIndex(maps, map => map is not null);
            string why = isKept ? "all rows of its map, which every sample takes anew"
                : FormattableString.Invariant($"{string.Join(" and ", rows.Where(row => row > 0))} rows of its {(rows.Count(row => row > 0) > 1 ? "maps" : "map")}");
            throw new InputException($"layer '{maps[largest]!.Stage.Name}'", FormattableString.Invariant(
                $"must keep {why} on a tile: {needed} words, and window.words = {words}; allowed is at least {needed}, or smaller blocks (crossbar.rows)"));
        }

        int more = (int)((words - needed) / ofRow);
        for (int block = 0; block < maps.Length; block++)
        {
            rows[block] += rows[block] == 0 ? 0 : more;
        }

        return rows;
    }

    // A map that is received outside the loop over samples is taken anew by each of them.
    private static bool IsKept(TileProgram tile, int samples)
    {
        if (samples == 1 || LoopNest.TryRead(tile.Code, out LoopNest nest) is not null)
        {
            return false;
        }

        bool isReceivedInside = Inside(Opcode.ReceiveMap);
        return !isReceivedInside && (Inside(Opcode.Gather) || Inside(Opcode.Pool) || Inside(Opcode.Merge));

        bool Inside(Opcode opcode) => Enumerable.Range(0, tile.Code.Length)
            .Any(index => tile.Code[index].Opcode == opcode && nest.Around[index].Any(loop => tile.Code[loop].Counts == LoopCounts.Samples
                && tile.Code[loop].Iterations > 1));
    }
}
