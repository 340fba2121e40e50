namespace SpinArch.Compilation;

/// <summary>A contiguous range of rows or columns of a layer.</summary>
/// <param name="Start">First index.</param>
/// <param name="Length">At least 1.</param>
public readonly record struct IndexRange(int Start, int Length)
{
    /// <summary>First index behind the range.</summary>
    public int End => Start + Length;

    /// <summary>Splits a range into parts of a size and a rest.</summary>
    /// <param name="length">Items to split.</param>
    /// <param name="size">Size of all parts but the last.</param>
    public static IEnumerable<IndexRange> Greedy(int length, int size)
    {
        for (int start = 0; start < length; start += Math.Min(size, length - start))
        {
            yield return new IndexRange(start, Math.Min(size, length - start));
        }
    }

    /// <summary>Splits a range into parts whose lengths differ by at most one, the longer ones first.</summary>
    /// <param name="length">Items to split.</param>
    /// <param name="parts">Number of parts, at most <paramref name="length"/>.</param>
    public static IEnumerable<IndexRange> Balanced(int length, int parts)
    {
        int start = 0;
        for (int part = 0; part < parts; part++)
        {
            int size = (length / parts) + (part < length % parts ? 1 : 0);
            yield return new IndexRange(start, size);
            start += size;
        }
    }
}
