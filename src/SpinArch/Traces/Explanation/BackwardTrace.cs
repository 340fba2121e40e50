using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Explanation;

/// <summary>A trace read from its end to its beginning, a few blocks in memory at a time.</summary>
internal sealed class BackwardTrace
{
    private const int Cached = 4;

    private readonly TraceReader reader;
    private readonly long[] firsts;
    private readonly Activity[][] blocks = new Activity[Cached][];
    private readonly int[] numbers = new int[Cached];

    /// <exception cref="Files.InputException">The trace has no index: its end is missing or damaged.</exception>
    public BackwardTrace(TraceReader reader)
    {
        this.reader = reader;
        TraceIndex index = reader.Index
            ?? throw new Files.InputException($"{reader.Damage ?? reader.Path}; to be read backwards a trace must be whole");
        firsts = new long[index.Blocks.Length + 1];
        for (int block = 0; block < index.Blocks.Length; block++)
        {
            firsts[block + 1] = firsts[block] + index.Blocks[block].Count;
        }

        Array.Fill(numbers, -1);
    }

    /// <summary>How many activities there are.</summary>
    public long Count => firsts[^1];

    /// <summary>An activity by its number; fast where it is near one that was asked for last.</summary>
    public ref readonly Activity this[long number]
    {
        get
        {
            int slot = Array.FindIndex(numbers, block => block >= 0 && number >= firsts[block] && number < firsts[block + 1]);
            if (slot < 0)
            {
                int found = Array.BinarySearch(firsts, number);
                int block = found >= 0 ? found : ~found - 1;
                slot = block % Cached;
                blocks[slot] = reader.Block(block).ToArray();
                numbers[slot] = block;
            }

            return ref blocks[slot][number - firsts[numbers[slot]]];
        }
    }
}
