using System.Numerics;
using SpinArch.Isa;

namespace SpinArch.Arithmetic;

/// <summary>
/// What stages without weights make of maps, and the windows that matrices meet (<c>docs/arithmetic.md</c>, section 14). A map lies channel
/// by channel, row by row. One definition for the machine, the compiler's calibration and both functional paths.
/// </summary>
internal static class WindowReads
{
    /// <summary>The values of a window; zeros beside the map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="window">Where windows lie on it.</param>
    /// <param name="position">Which of them, row by row.</param>
    /// <param name="rows">Receives <see cref="Window.Rows"/> values: channel by channel, kernel row by kernel row.</param>
    /// <typeparam name="T">What a value is.</typeparam>
    public static void Gather<T>(ReadOnlySpan<T> map, Window window, int position, Span<T> rows)
        where T : struct
    {
        (int top, int left) = Corner(window, position);
        if (window.KernelHeight == window.Height && window.KernelWidth == window.Width && top == 0 && left == 0)
        {
            map.CopyTo(rows);
            return;
        }

        int at = 0;
        for (int channel = 0; channel < window.Channels; channel++)
        {
            for (int y = top; y < top + window.ReachY; y += window.DilationY)
            {
                bool isOnMap = (uint)y < (uint)window.Height;
                int line = ((channel * window.Height) + y) * window.Width;
                for (int x = left; x < left + window.ReachX; x += window.DilationX)
                {
                    rows[at++] = isOnMap && (uint)x < (uint)window.Width ? map[line + x] : default;
                }
            }
        }
    }

    /// <summary>The largest value of each window and channel; places beside the map do not count.</summary>
    /// <param name="map">The map.</param>
    /// <param name="window">Where windows lie on it.</param>
    /// <param name="result">Receives a map of a value a window.</param>
    /// <typeparam name="T">What a value is.</typeparam>
    public static void Largest<T>(ReadOnlySpan<T> map, Window window, Span<T> result)
        where T : struct, INumber<T>
    {
        int at = 0;
        for (int channel = 0; channel < window.Channels; channel++)
        {
            for (int position = 0; position < window.Positions; position++)
            {
                T largest = default;
                bool isFirst = true;
                (int top, int left) = Corner(window, position);
                for (int y = top; y < top + window.ReachY; y += window.DilationY)
                {
                    for (int x = left; x < left + window.ReachX; x += window.DilationX)
                    {
                        if ((uint)y < (uint)window.Height && (uint)x < (uint)window.Width)
                        {
                            T value = map[(((channel * window.Height) + y) * window.Width) + x];
                            largest = isFirst || value > largest ? value : largest;
                            isFirst = false;
                        }
                    }
                }

                result[at++] = largest;
            }
        }
    }

    /// <summary>The mean code of each window and channel, rounded to nearest.</summary>
    /// <param name="map">The map.</param>
    /// <param name="window">Where windows lie on it.</param>
    /// <param name="countsPadding">Whether places beside the map count, as zeros.</param>
    /// <param name="result">Receives a map of a value a window.</param>
    public static void Mean(ReadOnlySpan<short> map, Window window, bool countsPadding, Span<short> result)
    {
        int at = 0;
        for (int channel = 0; channel < window.Channels; channel++)
        {
            for (int position = 0; position < window.Positions; position++)
            {
                (long sum, int count) = Sum<short, long>(map, window, channel, position);
                result[at++] = (short)ColumnMath.RoundDivide(sum, countsPadding ? window.KernelHeight * window.KernelWidth : count);
            }
        }
    }

    /// <summary>The mean number of each window and channel.</summary>
    /// <param name="map">The map.</param>
    /// <param name="window">Where windows lie on it.</param>
    /// <param name="countsPadding">Whether places beside the map count, as zeros.</param>
    /// <param name="result">Receives a map of a value a window.</param>
    public static void Mean(ReadOnlySpan<float> map, Window window, bool countsPadding, Span<float> result)
    {
        int at = 0;
        for (int channel = 0; channel < window.Channels; channel++)
        {
            for (int position = 0; position < window.Positions; position++)
            {
                (double sum, int count) = Sum<float, double>(map, window, channel, position);
                result[at++] = (float)(sum / (countsPadding ? window.KernelHeight * window.KernelWidth : count));
            }
        }
    }

    /// <summary>The code of a sum of codes, each times its factor.</summary>
    /// <param name="sum">Factors times codes, added.</param>
    /// <param name="stage">The addition.</param>
    public static short Added(long sum, ProgramStage stage)
    {
        long code = ColumnMath.RoundShift(sum, stage.Shift);
        return stage.Activation switch
        {
            Activation.SaturatingLinear => (short)Math.Clamp(code, 0, stage.CodeMaximum),
            Activation.Linear or Activation.None => (short)Math.Clamp(code, -stage.CodeMaximum, stage.CodeMaximum),
            Activation.Sign => (short)(sum >= 0 ? stage.CodeMaximum : -stage.CodeMaximum),
        };
    }

    private static (TSum Sum, int Count) Sum<T, TSum>(ReadOnlySpan<T> map, Window window, int channel, int position)
        where T : struct, INumber<T>
        where TSum : struct, INumber<TSum>
    {
        (int top, int left) = Corner(window, position);
        TSum sum = TSum.Zero;
        int count = 0;
        for (int y = top; y < top + window.ReachY; y += window.DilationY)
        {
            for (int x = left; x < left + window.ReachX; x += window.DilationX)
            {
                if ((uint)y < (uint)window.Height && (uint)x < (uint)window.Width)
                {
                    sum += TSum.CreateChecked(map[(((channel * window.Height) + y) * window.Width) + x]);
                    count++;
                }
            }
        }

        return (sum, count);
    }

    private static (int Top, int Left) Corner(Window window, int position)
    {
        (int row, int column) = Math.DivRem(position, window.OutWidth);
        return ((row * window.StrideY) - window.PadTop, (column * window.StrideX) - window.PadLeft);
    }
}
