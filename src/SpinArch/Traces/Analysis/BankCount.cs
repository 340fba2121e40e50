using SpinArch.Kernel;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// How many banks of a store are full and in use, in a trace that may be wrong: unlike the hardware's ring it stands a bank that is emptied
/// before it is full.
/// </summary>
internal struct BankCount(int banks)
{
    private int full;
    private int reserved;

    private long filledAt = -1;
    private long freedAt = -1;

    /// <summary>All banks.</summary>
    public readonly int Banks => banks;

    /// <summary>Whether a bank is full at a time that what has happened may have gone past.</summary>
    public readonly bool HasFull(Picoseconds now, int behind = 0) => full - (filledAt > now.Value ? 1 : 0) > behind;

    /// <summary>Whether a bank is neither full nor being filled at a time that what has happened may have gone past.</summary>
    public readonly bool HasEmpty(Picoseconds now) => reserved + (freedAt > now.Value ? 1 : 0) < banks;

    /// <summary>An empty bank is to be filled.</summary>
    public void Reserve() => reserved++;

    /// <summary>A bank is full.</summary>
    public void Fill(long now)
    {
        full++;
        filledAt = now;
    }

    /// <summary>A full bank is empty again.</summary>
    public void Free(long now)
    {
        full--;
        reserved--;
        freedAt = now;
    }
}
