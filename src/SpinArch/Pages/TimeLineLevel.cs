using SpinArch.Traces;

namespace SpinArch.Pages;

/// <summary>
/// A level of detail of a time line: for each row and each of equal bins of time how much of it was busy, with what, and what most of the
/// rest waited for.
/// </summary>
internal sealed class TimeLineLevel
{
    // A part of so many bins is packed for itself, so that a page unpacks what it shows.
    private const int BinsPerPart = 1024;

    private readonly int _rows;
    private readonly float[] _busy;
    private readonly byte[] _kind;
    private readonly float[] _wait;
    private readonly byte[] _cause;

    public TimeLineLevel(int rows, int bins, long end)
    {
        _rows = rows;
        Bins = bins;
        Width = Math.Max(1, (end + bins - 1) / bins);
        _busy = new float[rows * bins];
        _kind = new byte[rows * bins];
        _wait = new float[rows * bins];
        _cause = new byte[rows * bins];
    }

    /// <summary>How many bins.</summary>
    public int Bins { get; }

    /// <summary>Width of a bin [ps].</summary>
    public long Width { get; }

    public void AddBusy(int row, long start, long stop, ActivityKind kind)
    {
        for (long bin = start / Width; bin < Bins && bin * Width < stop; bin++)
        {
            int cell = (row * Bins) + (int)bin;
            _busy[cell] += Math.Min(stop, (bin + 1) * Width) - Math.Max(start, bin * Width);
            _kind[cell] = (byte)kind.Number;
        }
    }

    public void AddWait(int row, long start, long stop, StallCause cause)
    {
        for (long bin = start / Width; bin < Bins && bin * Width < stop; bin++)
        {
            int cell = (row * Bins) + (int)bin;
            float part = Math.Min(stop, (bin + 1) * Width) - Math.Max(start, bin * Width);
            if (part > _wait[cell])
            {
                (_wait[cell], _cause[cell]) = (part, (byte)cause);
            }
        }
    }

    /// <summary>The parts, in order of time: first of all cells how busy [1/255], then with what, then the wait; row by row.</summary>
    public IEnumerable<byte[]> Pack()
    {
        for (int first = 0; first < Bins; first += BinsPerPart)
        {
            int bins = Math.Min(BinsPerPart, Bins - first);
            byte[] plain = new byte[3 * _rows * bins];
            int at = 0;
            for (int row = 0; row < _rows; row++)
            {
                for (int bin = 0; bin < bins; bin++, at++)
                {
                    int cell = (row * Bins) + first + bin;
                    float busy = _busy[cell];

                    // The least that was busy can still be seen.
                    plain[at] = busy == 0 ? (byte)0 : (byte)Math.Clamp((int)MathF.Round(255 * busy / Width), 1, 255);
                    plain[at + (_rows * bins)] = _kind[cell];
                    plain[at + (2 * _rows * bins)] = _cause[cell];
                }
            }

            yield return HtmlPage.Compress(plain);
        }
    }
}
