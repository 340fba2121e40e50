using SpinArch.Isa;

namespace SpinArch.Hardware;

/// <summary>Where in a window the rows of a block lie: channel, row and column of the kernel.</summary>
internal sealed class WindowTaps
{
    private readonly int[] _channels;
    private readonly int[] _rows;
    private readonly int[] _columns;

    /// <param name="map">The map that comes to the tile.</param>
    /// <param name="block">The block.</param>
    public WindowTaps(BlockMap map, LayerBlock block)
    {
        Window window = map.Window;
        int kernel = window.KernelHeight * window.KernelWidth;
        int rows = block.Rows - block.AlwaysDrivenRows;
        (_channels, _rows, _columns) = (new int[rows], new int[rows], new int[rows]);
        for (int row = 0; row < rows; row++)
        {
            (int channel, int place) = Math.DivRem(block.RowBase + row, kernel);
            _channels[row] = channel - map.FirstChannel;
            _rows[row] = place / window.KernelWidth * window.DilationY;
            _columns[row] = place % window.KernelWidth * window.DilationX;
        }
    }

    /// <summary>The window of a position, in the order of the block's rows; zeros beside the map.</summary>
    public void Gather(FeatureMap map, int position, Span<short> bank)
    {
        (int top, int left) = map.Corner(position);
        for (int row = 0; row < _channels.Length; row++)
        {
            bank[row] = map.Word(top + _rows[row], left + _columns[row], _channels[row]);
        }
    }
}
