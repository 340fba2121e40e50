using SpinArch.Components.Windows;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Hardware;

/// <summary>The window buffer of a tile: the maps of its blocks, and which channel of a receive brings what of which.</summary>
internal sealed class TileMaps
{
    private readonly FeatureMap?[] _maps;
    private readonly FeatureMap[] _own;
    private readonly WindowTaps?[] _taps;
    private readonly (int Block, int Lane)[] _lanes;
    private readonly int[] _words;

    /// <param name="program">The program.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="depths">Rows that each map cannot do without.</param>
    public TileMaps(Program program, TileProgram tile, ArchitectureSpec spec, int[][] depths)
    {
        MapLane[] lanes = [.. MapLane.Of(program, tile)];
        int[] rows = WindowRows.Of(program, tile, spec, depths);
        _maps = new FeatureMap?[tile.Blocks.Length];
        _taps = new WindowTaps?[tile.Blocks.Length];
        var all = new List<FeatureMap>();
        for (int block = 0; block < _maps.Length; block++)
        {
            if (BlockMap.Of(program, tile, block) is not { } map)
            {
                continue;
            }

            if (BlockMap.IsOwn(map, block))
            {
                (int, int)[] own = [.. lanes.Where(lane => lane.Block == block).Select(lane => (lane.FirstChannel, lane.Channels))];
                all.Add(new FeatureMap(map, rows[block], own, program.HasValues));
            }

            _maps[block] = all[^1];
            _taps[block] = map.Stage.Kind == StageKind.Matrix ? new WindowTaps(map, tile.Blocks[block]) : null;
        }

        _own = [.. all];

        _lanes = [.. lanes.Select(lane => (lane.Block, lane.Index))];
        _words = [.. lanes.Select(lane => lane.Channels * lane.Places)];
    }

    /// <summary>The maps of a block that takes some.</summary>
    public FeatureMap this[int block] => _maps[block]!;

    /// <summary>Gathers the window of a position for a block's rows.</summary>
    public void Gather(int block, int position, Span<short> bank) => _taps[block]!.Gather(_maps[block]!, position, bank);

    /// <summary>Words of one map on a lane, a channel of the range whose turn it is.</summary>
    public int Words(int lane) => _words[lane];

    /// <summary>The block that a lane's words are for.</summary>
    public int BlockOf(int lane) => _lanes[lane].Block;

    /// <summary>Whether there is room for the next words of a lane.</summary>
    public bool HasRoom(int lane, int words)
    {
        (int block, int own) = _lanes[lane];
        return _maps[block]!.HasRoom(own, words);
    }

    /// <summary>Stores the next word of a lane.</summary>
    public void Store(int lane, long word)
    {
        (int block, int own) = _lanes[lane];
        _maps[block]!.Store(own, word);
    }

    /// <summary>What has been stored can be taken.</summary>
    public void Arrive()
    {
        foreach (FeatureMap map in _own)
        {
            map.Arrive();
        }
    }

    /// <summary>Takes down how far the maps are.</summary>
    public void Write(StateWriter state)
    {
        foreach (FeatureMap map in _own)
        {
            map.Write(state);
        }
    }
}
