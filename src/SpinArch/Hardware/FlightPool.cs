namespace SpinArch.Hardware;

/// <summary>The flits on links, by the number that their arrival event carries; reused, so that steady traffic allocates nothing.</summary>
internal sealed class FlightPool
{
    private Delivery[] flights = new Delivery[64];
    private int[] free = new int[64];
    private int freeCount;
    private int used;

    /// <summary>Flits on links.</summary>
    public int Count => used - freeCount;

    /// <summary>A flit has entered a link.</summary>
    /// <returns>Its number.</returns>
    public int Add(Delivery delivery)
    {
        int flight = freeCount > 0 ? free[--freeCount] : used++;
        if (flight == flights.Length)
        {
            Array.Resize(ref flights, 2 * flights.Length);
            Array.Resize(ref free, 2 * free.Length);
        }

        flights[flight] = delivery;
        return flight;
    }

    /// <summary>A flit on a link.</summary>
    public Delivery this[int flight] => flights[flight];

    /// <summary>A flit has left its link.</summary>
    public Delivery Take(int flight)
    {
        free[freeCount++] = flight;
        return flights[flight];
    }
}
