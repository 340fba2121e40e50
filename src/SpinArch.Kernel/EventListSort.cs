namespace SpinArch.Kernel;

/// <summary>Sorts a slot's list in place: a merge sort over links, so nothing is allocated and no event is moved.</summary>
internal static class EventListSort
{
    private const int None = -1;

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
}
