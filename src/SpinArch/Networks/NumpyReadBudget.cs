using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>What one archive may still take of memory: spent before an array is allocated, so a small hostile file cannot exhaust it.</summary>
internal sealed class NumpyReadBudget(long elements, long bytes)
{
    private readonly long _maximumElements = elements;
    private readonly long _maximumBytes = bytes;
    private long _elements = elements;
    private long _bytes = bytes;

    /// <summary>Takes an array's share.</summary>
    /// <param name="place">File and array, for errors.</param>
    /// <param name="count">Its elements.</param>
    /// <param name="width">Bytes an element.</param>
    /// <exception cref="InputException">The archive would hold more than is allowed.</exception>
    public void Spend(string place, long count, int width)
    {
        if (count > _elements || count * width > _bytes)
        {
            throw new InputException(
                place,
                $"{count} elements of {width} bytes are too many; an archive may hold {_maximumElements} elements and {_maximumBytes} bytes");
        }

        _elements -= count;
        _bytes -= count * width;
    }
}
