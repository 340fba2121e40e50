using SpinArch.Isa;

namespace SpinArch.Hardware;

/// <summary>What of a map the windows of its positions need, and which rows leave behind them.</summary>
internal sealed class MapWindows
{
    private readonly Window _window;

    private MapWindows(Window window)
    {
        _window = window;
        Needs = new int[window.Positions];
        Leaves = new int[window.Positions];
        for (int position = 0; position < window.Positions; position++)
        {
            (int top, int left) = Corner(position);
            int bottom = Last(top, window.KernelHeight, window.DilationY, window.Height);
            int right = Last(left, window.KernelWidth, window.DilationX, window.Width);
            Needs[position] = bottom < 0 || right < 0 ? 0 : (bottom * window.Width) + right + 1;
            Leaves[position] = position + 1 == window.Positions ? window.Height
                : Math.Clamp(Corner(position + 1).Top, 0, window.Height);
        }
    }

    /// <summary>By position: places of the map, counted row by row, that must have arrived.</summary>
    public int[] Needs { get; }

    /// <summary>By position: rows of the map that no later position needs.</summary>
    public int[] Leaves { get; }

    /// <summary>The windows of a map.</summary>
    public static MapWindows Of(Window window) => new(window);

    /// <summary>First row and column of a position's window, which may lie beside the map.</summary>
    public (int Top, int Left) Corner(int position) =>
        ((position / _window.OutWidth * _window.StrideY) - _window.PadTop,
            (position % _window.OutWidth * _window.StrideX) - _window.PadLeft);

    // The last row, or column, of the kernel that lies on the map; -1 where none does.
    private static int Last(int first, int kernel, int dilation, int extent)
    {
        int last = first + ((kernel - 1) * dilation);
        if (last >= extent)
        {
            last -= (last - extent + dilation) / dilation * dilation;
        }

        return last >= first ? last : -1;
    }
}
