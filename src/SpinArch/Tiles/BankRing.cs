namespace SpinArch.Tiles;

/// <summary>
/// The full/empty state of a store's banks, used in turn: a producer reserves the next empty bank when it starts, the bank
/// becomes full when its result is there, and a consumer frees the oldest full bank.
/// </summary>
internal struct BankRing(int banks)
{
    private readonly int banks = banks;
    private int head;
    private int reserved;

    /// <summary>Full banks.</summary>
    public int Full { get; private set; }

    /// <summary>Full banks that the unit which keeps them has done with.</summary>
    public int Kept { get; private set; }

    /// <summary>Banks in use: full, or being filled.</summary>
    public readonly int Reserved => reserved;

    /// <summary>All banks.</summary>
    public readonly int Count => banks;

    /// <summary>Whether an empty bank can be reserved.</summary>
    public readonly bool HasEmpty => reserved < banks;

    /// <summary>Index of the <paramref name="age"/>-th oldest bank in use.</summary>
    public readonly int Bank(int age) => Wrap(head + age);

    /// <summary>Reserves the next empty bank.</summary>
    /// <returns>Its index.</returns>
    public int Reserve() => Wrap(head + reserved++);

    /// <summary>Index of the bank reserved last.</summary>
    public readonly int Youngest => Wrap(head + reserved - 1);

    /// <summary>The unit that keeps banks goes on to the next.</summary>
    public void Pass() => Kept++;

    /// <summary>The oldest bank being filled becomes full.</summary>
    public void Fill() => Full++;

    /// <summary>The oldest full bank becomes empty.</summary>
    public void Free()
    {
        head = head + 1 == banks ? 0 : head + 1;
        Full--;
        reserved--;
        Kept = Kept > 0 ? Kept - 1 : 0;
    }

    // Positions are less than twice the banks: no division.
    private readonly int Wrap(int position) => position >= banks ? position - banks : position;
}
