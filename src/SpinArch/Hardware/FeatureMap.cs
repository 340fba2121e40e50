using SpinArch.Isa;

namespace SpinArch.Hardware;

/// <summary>
/// The rows of one block's feature maps in the window buffer, map after map. Words arrive place after place, each lane of channels at a
/// pace of its own; a window is there when its last place is, and after the last window of a row of positions the rows leave that no later
/// one needs. Rows are counted from the first of the map whose windows are being taken.
/// </summary>
internal sealed class FeatureMap
{
    private readonly BlockMap _map;
    private readonly int _rows;
    private readonly MapWindows _windows;
    private readonly short[] _words;
    private readonly int[] _received;
    private readonly int[] _laneChannels;
    private readonly int[] _laneFirst;

    // Slot of row 0; places that have arrived whole, and rows that have left.
    private int _slot;
    private int _complete;
    private int _left;

    /// <param name="map">What of a map the block takes.</param>
    /// <param name="rows">Rows that there is room for.</param>
    /// <param name="lanes">First channel of the block's, and number, of the channels that come together.</param>
    /// <param name="hasValues">Whether values are computed.</param>
    public FeatureMap(BlockMap map, int rows, (int First, int Channels)[] lanes, bool hasValues)
    {
        _map = map;
        _rows = rows;
        KernelWords = map.Window.KernelHeight * map.Window.KernelWidth;
        _windows = MapWindows.Of(map.Window);
        _laneFirst = [.. lanes.Select(lane => lane.First)];
        _laneChannels = [.. lanes.Select(lane => lane.Channels)];
        _received = new int[lanes.Length];
        _words = new short[hasValues ? checked(rows * map.RowWords) : 0];
    }

    /// <summary>What of a map the block takes.</summary>
    public BlockMap Map => _map;

    /// <summary>Words of one channel's window.</summary>
    public int KernelWords { get; }

    /// <summary>Places of the map being taken that are there, and of those behind it.</summary>
    public int Complete => _complete;

    /// <summary>Whether the window of a position is there.</summary>
    public bool HasWindow(int position) => _complete >= _windows.Needs[position];

    /// <summary>Whether there is room for the next words of a lane.</summary>
    public bool HasRoom(int lane, int words) =>
        (_received[lane] + words - 1) / _laneChannels[lane] / _map.Window.Width < _left + _rows;

    /// <summary>Stores the next word of a lane.</summary>
    public void Store(int lane, long word)
    {
        int place = Math.DivRem(_received[lane]++, _laneChannels[lane], out int channel);

        // What no window of the map before reached may come late.
        if (_words.Length > 0 && place >= 0 && channel >= 0)
        {
            int row = Math.DivRem(place, _map.Window.Width, out int column);
            _words[Index(row, column) + _laneFirst[lane] + channel] = (short)word;
        }
    }

    /// <summary>What has been stored can be taken.</summary>
    public void Arrive()
    {
        int complete = int.MaxValue;
        for (int lane = 0; lane < _received.Length; lane++)
        {
            complete = Math.Min(complete, _received[lane] / _laneChannels[lane]);
        }

        _complete = complete;
    }

    /// <summary>The window of a position has been taken for the last time: rows that no later one needs leave.</summary>
    public void Leave(int position)
    {
        _left = Math.Max(_left, _windows.Leaves[position]);
        if (position + 1 < _windows.Needs.Length)
        {
            return;
        }

        _slot = (_slot + _map.Window.Height) % _rows;
        _left = 0;
        _complete -= _map.Places;
        for (int lane = 0; lane < _received.Length; lane++)
        {
            _received[lane] -= _map.Places * _laneChannels[lane];
        }
    }

    /// <summary>A word of the map; 0 beside it.</summary>
    public short Word(int y, int x, int channel) =>
        (uint)y < (uint)_map.Window.Height && (uint)x < (uint)_map.Window.Width ? _words[Index(y, x) + channel] : (short)0;

    /// <summary>First row and column of a position's window, which may lie beside the map.</summary>
    public (int Top, int Left) Corner(int position) => _windows.Corner(position);

    /// <summary>Takes down how far it is.</summary>
    public void Write(StateWriter state)
    {
        state.Write(_complete);
        state.Write(_left);
        foreach (int received in _received)
        {
            state.Write(received);
        }
    }

    private int Index(int row, int column) => (((_slot + row) % _rows * _map.Window.Width) + column) * _map.Channels;
}
