namespace SpinArch.Compilation;

/// <summary>The links between routers that a flit crosses on its way: along the row of the mesh first, then along the column.</summary>
/// <param name="width">Mesh columns.</param>
/// <param name="from">Router where it starts, y times width plus x.</param>
/// <param name="to">Router where it ends.</param>
internal struct DimensionOrder(int width, int from, int to)
{
    /// <summary>Directions of a router: east, west, south, north.</summary>
    public const int Directions = 4;

    private int at = from;

    /// <summary>The link crossed last: its router times <see cref="Directions"/>, plus its direction.</summary>
    public int Current { get; private set; }

    public readonly DimensionOrder GetEnumerator() => this;

    public bool MoveNext()
    {
        if (at == to)
        {
            return false;
        }

        int along = (to % width) - (at % width);
        (int direction, int step) = along > 0 ? (0, 1) : along < 0 ? (1, -1) : to > at ? (2, width) : (3, -width);
        Current = (at * Directions) + direction;
        at += step;
        return true;
    }
}
