using System.Numerics;

namespace SpinArch.Kernel;

/// <summary>Which slots of a wheel hold anything, as bits under a word of bits: the next one is found in a few instructions.</summary>
internal sealed class SlotSet
{
    /// <summary>A word of summary bits over words of slot bits.</summary>
    public const int MaxSlots = 64 * 64;

    private readonly ulong[] _words;
    private ulong _summary;

    public SlotSet(int slots) => _words = new ulong[slots / 64];

    public bool IsEmpty => _summary == 0;

    /// <summary>Adds a slot.</summary>
    /// <returns>Whether it was not yet there.</returns>
    public bool Add(int position)
    {
        ref ulong word = ref _words[position >> 6];
        ulong bit = 1UL << position;
        if ((word & bit) != 0)
        {
            return false;
        }

        word |= bit;
        _summary |= 1UL << (position >> 6);
        return true;
    }

    public void Remove(int position)
    {
        ref ulong word = ref _words[position >> 6];
        word &= ~(1UL << position);
        if (word == 0)
        {
            _summary &= ~(1UL << (position >> 6));
        }
    }

    /// <summary>How many slots on, round the wheel, the next member is: 0 if the position is one itself. The set must not be empty.</summary>
    public int DistanceToNext(int position)
    {
        int word = position >> 6;
        ulong bits = _words[word] >> position;
        if (bits != 0)
        {
            return BitOperations.TrailingZeroCount(bits);
        }

        // Later words first; else round the wheel from word 0 up to this one, whose members below the position come last.
        ulong later = word == 63 ? 0 : _summary >> (word + 1);
        int found = later != 0
            ? word + 1 + BitOperations.TrailingZeroCount(later)
            : BitOperations.TrailingZeroCount(_summary);
        int member = (found << 6) + BitOperations.TrailingZeroCount(_words[found]);
        return (member - position) & ((_words.Length << 6) - 1);
    }
}
