using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>The rings of one store of a tile, and the words in them where it is a latch of every column.</summary>
internal sealed class StoreRings
{
    private readonly BankRing[] _rings;
    private readonly int[] _base;
    private readonly int _first;
    private readonly int _banks;
    private readonly bool _isColumn;
    private readonly long[] _words;

    /// <param name="rings">The rings of the tile.</param>
    /// <param name="store">The store.</param>
    /// <param name="bases">Index of the first ring of each block.</param>
    /// <param name="count">Rings of the store.</param>
    /// <param name="banks">Banks of each.</param>
    public StoreRings(BankRing[] rings, Store store, int[] bases, int count, int banks)
    {
        _rings = rings;
        _base = bases;
        _first = bases.Length == 0 ? 0 : bases[0];
        _banks = banks;
        _isColumn = store.Scope == StoreScope.Column;
        _words = new long[_isColumn ? count * banks : 0];
        Store = store;
        Count = count;
    }

    /// <summary>The store.</summary>
    public Store Store { get; }

    /// <summary>Its rings in the tile.</summary>
    public int Count { get; }

    /// <summary>The ring of a block and, where it has one, a column of it.</summary>
    public int Index(int block, int column) => _base[block] + (_isColumn ? column : 0);

    /// <summary>The ring of a block and, where it has one, a column of it.</summary>
    public ref BankRing Of(int block, int column = 0) => ref _rings[Index(block, column)];

    /// <summary>The word in the oldest bank of a column.</summary>
    public long Oldest(int block, int column)
    {
        int index = Index(block, column);
        return _words[((index - _first) * _banks) + _rings[index].Bank(0)];
    }

    /// <summary>The word in the bank of a column that was reserved last.</summary>
    public ref long Youngest(int block, int column)
    {
        int index = Index(block, column);
        return ref _words[((index - _first) * _banks) + _rings[index].Youngest];
    }

    /// <summary>All rings of a block.</summary>
    public ReadOnlySpan<BankRing> OfBlock(int block)
    {
        int end = block + 1 < _base.Length && _isColumn ? _base[block + 1] : _first + Count;
        return _isColumn ? _rings.AsSpan(_base[block], end - _base[block]) : _rings.AsSpan(_base[block], 1);
    }
}
