namespace SpinArch.Hardware;

/// <summary>The words of all flits in flight, shared by the copies of a multicast and counted; reused, so that steady traffic allocates nothing.</summary>
internal sealed class PayloadPool(int wordsPerFlit)
{
    private long[] words = new long[64 * wordsPerFlit];
    private int[] lengths = new int[64];
    private int[] references = new int[64];
    private int[] free = new int[64];
    private int freeCount;
    private int used;

    /// <summary>Stores a flit's words with one reference.</summary>
    /// <returns>Its number in the pool.</returns>
    public int Add(ReadOnlySpan<long> content)
    {
        int payload = freeCount > 0 ? free[--freeCount] : used++;
        if (payload == lengths.Length)
        {
            Array.Resize(ref words, 2 * words.Length);
            Array.Resize(ref lengths, 2 * lengths.Length);
            Array.Resize(ref references, 2 * references.Length);
            Array.Resize(ref free, 2 * free.Length);
        }

        content.CopyTo(words.AsSpan(payload * wordsPerFlit));
        lengths[payload] = content.Length;
        references[payload] = 1;
        return payload;
    }

    /// <summary>The words of a flit.</summary>
    public ReadOnlySpan<long> this[int payload] => words.AsSpan(payload * wordsPerFlit, lengths[payload]);

    /// <summary>Another copy of the flit is under way.</summary>
    public void Share(int payload) => references[payload]++;

    /// <summary>A copy has been consumed.</summary>
    public void Release(int payload)
    {
        if (--references[payload] == 0)
        {
            free[freeCount++] = payload;
        }
    }
}
