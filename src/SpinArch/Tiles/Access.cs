namespace SpinArch.Tiles;

/// <summary>One use of one store by a step. Made by <see cref="Tiles.Store.Take"/> and its kind.</summary>
public sealed record Access
{
    internal Access(Store store, Use use) => (Store, Use) = (store, use);

    /// <summary>The store.</summary>
    public Store Store { get; }

    /// <summary>What is done with it.</summary>
    public Use Use { get; }

    /// <summary>Operations that do so.</summary>
    public Traits When { get; init; }

    /// <summary>Operations that reserve a bank, of a <see cref="Use.Fill"/>.</summary>
    public Traits Begins { get; init; }

    /// <summary>Operations after which the bank changes hands: it is empty, full, or left behind.</summary>
    public Traits Ends { get; init; }

    /// <summary>Whether every part of an operation has a bank of its own, in place of one for all of them.</summary>
    public bool IsPerPart { get; init; }

    /// <summary>How many blocks before that of the operation the store belongs to; -1: to the next one.</summary>
    public int BlocksBack { get; init; }

    /// <summary>Whether it is that of every block up to the operation's, in place of the operation's alone.</summary>
    public bool IsOfAll { get; init; }

    /// <summary>Whether an operation with these traits does so.</summary>
    public bool Applies(Traits traits) => (traits & When) == When;

    /// <summary>Whether it reserves a bank.</summary>
    public bool BeginsAt(Traits traits) => (traits & Begins) == Begins;

    /// <summary>Whether the bank changes hands at its end.</summary>
    public bool EndsAt(Traits traits) => (traits & Ends) == Ends;
}
