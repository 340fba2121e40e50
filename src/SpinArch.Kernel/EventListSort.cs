using System.Numerics;

namespace SpinArch.Kernel;

/// <summary>
/// Sorts a slot's list in place over its links, so nothing is allocated and no event is moved: by dealing out where the events
/// are of one instant, else by merging.
/// </summary>
internal sealed class EventListSort
{
    private const int None = EventPool.None;
    private const int Piles = Event.MaxPhase + 1;

    private readonly int[] _heads = new int[Piles];
    private readonly int[] _tails = new int[Piles];

    /// <summary>Sorts a list whose events are all of one instant and, within a phase, in order already.</summary>
    /// <returns>The new ends; the links from one to the other are in order.</returns>
    public (int Head, int Tail) SortPhases(EventNode[] nodes, int head, int tail)
    {
        ulong used = 0;
        for (int index = head; ;)
        {
            ref EventNode node = ref nodes[index];
            int phase = (int)(node.Order >> Event.SequenceBits);
            int next = node.Next;
            if ((used & (1UL << phase)) == 0)
            {
                used |= 1UL << phase;
                _heads[phase] = index;
            }
            else
            {
                nodes[_tails[phase]].Next = index;
            }

            _tails[phase] = index;
            if (index == tail)
            {
                return Join(nodes, used);
            }

            index = next;
        }
    }

    /// <summary>Sorts the circular list from <paramref name="head"/> to <paramref name="tail"/>.</summary>
    /// <returns>The new ends; the links from one to the other are in order.</returns>
    public static (int Head, int Tail) Sort(EventNode[] nodes, int head, int tail)
    {
        // Links end at None while sorting. Merging runs of 1, 2, 4, ... needs no stack.
        nodes[tail].Next = None;
        for (int width = 1; ; width *= 2)
        {
            int merges = 0;
            int rest = head;
            int last = None;
            head = None;
            while (rest != None)
            {
                merges++;
                int left = rest;
                int leftCount = 0;
                while (leftCount < width && rest != None)
                {
                    rest = nodes[rest].Next;
                    leftCount++;
                }

                int right = rest;
                int rightCount = width;
                while (leftCount > 0 || (rightCount > 0 && right != None))
                {
                    int least;
                    if (leftCount > 0 && (rightCount == 0 || right == None || nodes[left].Precedes(in nodes[right])))
                    {
                        least = left;
                        left = nodes[left].Next;
                        leftCount--;
                    }
                    else
                    {
                        least = right;
                        right = nodes[right].Next;
                        rightCount--;
                    }

                    if (last == None)
                    {
                        head = least;
                    }
                    else
                    {
                        nodes[last].Next = least;
                    }

                    last = least;
                }

                rest = right;
            }

            nodes[last].Next = None;
            if (merges <= 1)
            {
                return (head, last);
            }
        }
    }

    private (int Head, int Tail) Join(EventNode[] nodes, ulong used)
    {
        int head = None;
        int tail = None;
        for (; used != 0; used &= used - 1)
        {
            int phase = BitOperations.TrailingZeroCount(used);
            if (tail == None)
            {
                head = _heads[phase];
            }
            else
            {
                nodes[tail].Next = _heads[phase];
            }

            tail = _tails[phase];
        }

        return (head, tail);
    }
}
