using SpinArch.Arithmetic;
using SpinArch.Isa;

namespace SpinArch.Hardware;

/// <summary>What pools and additions make of the drive codes in a window buffer (<c>docs/arithmetic.md</c>, section 14).</summary>
internal static class MapValues
{
    /// <summary>The largest, or the mean, of a channel's window; 0 where none of it lies on the map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="position">The position.</param>
    /// <param name="channel">Channel of the block's map.</param>
    public static long Pool(FeatureMap map, int position, int channel)
    {
        Window window = map.Map.Window;
        (int top, int left) = map.Corner(position);
        long largest = long.MinValue;
        long sum = 0;
        int count = 0;
        for (int row = 0; row < window.KernelHeight; row++)
        {
            int y = top + (row * window.DilationY);
            for (int column = 0; column < window.KernelWidth; column++)
            {
                int x = left + (column * window.DilationX);
                if ((uint)y < (uint)window.Height && (uint)x < (uint)window.Width)
                {
                    long word = map.Word(y, x, channel);
                    largest = Math.Max(largest, word);
                    sum += word;
                    count++;
                }
            }
        }

        return count == 0 ? 0
            : map.Map.Stage.Kind == StageKind.MaxPool ? largest
            : ColumnMath.RoundDivide(sum, map.Map.Stage.CountsPadding ? map.KernelWords : count);
    }

    /// <summary>The sum of the operands at a place, each times its factor, and what the stage's activation makes of it.</summary>
    /// <param name="maps">The maps of the tile.</param>
    /// <param name="last">The block of the last operand.</param>
    /// <param name="position">The position.</param>
    /// <param name="channel">Channel of the blocks' maps.</param>
    public static long Merge(TileMaps maps, int last, int position, int channel)
    {
        ProgramStage stage = maps[last].Map.Stage;
        long sum = 0;
        for (int operand = 0; operand <= last; operand++)
        {
            (int y, int x) = maps[operand].Corner(position);
            sum += stage.Multipliers[operand] * maps[operand].Word(y, x, channel);
        }

        return WindowReads.Added(sum, stage);
    }
}
