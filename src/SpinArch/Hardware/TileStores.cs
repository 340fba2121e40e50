using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>The stores of one tile: every ring of banks in one array, and what stands in them.</summary>
internal sealed class TileStores
{
    private readonly Dictionary<Store, StoreRings> _stores = [];
    private readonly Dictionary<Store, Array> _contents = [];
    private readonly ArchitectureSpec _spec;
    private readonly int _rows;
    private readonly int[] _columnsOfBlocks;
    private readonly int[] _rowsOfBlocks;
    private readonly int[] _linesOfBlocks;

    public TileStores(TilePlan plan, TileProgram program, ArchitectureSpec spec)
    {
        _spec = spec;
        _rows = program.Blocks.Select(block => block.Rows).DefaultIfEmpty(0).Max();
        _columnsOfBlocks = [.. program.Blocks.Select(block => block.Columns)];
        _rowsOfBlocks = [.. program.Blocks.Select(block => block.Rows)];
        _linesOfBlocks = [.. program.Blocks.Select(block => block.Columns * spec.Weight.Slices)];
        int columns = program.Blocks.Sum(block => block.Columns);
        int blocks = program.Blocks.Length;
        Store[] ringed = [.. plan.Stores.Where(store => store.Scope is StoreScope.Tile or StoreScope.Block or StoreScope.Column)];
        var rings = new BankRing[ringed.Sum(Count)];
        int first = 0;
        foreach (Store store in ringed)
        {
            int banks = store.Banks(spec);
            int[] bases = new int[blocks];
            int next = first;
            for (int block = 0; block < blocks; block++)
            {
                bases[block] = next;
                next += store.Scope switch { StoreScope.Column => program.Blocks[block].Columns, StoreScope.Block => 1, _ => 0 };
            }

            rings.AsSpan(first, Count(store)).Fill(new BankRing(banks));
            _stores[store] = new StoreRings(rings, store, bases, Count(store), banks);
            first += Count(store);
        }

        Rings = rings;

        int Count(Store store) => store.Scope switch { StoreScope.Column => columns, StoreScope.Block => blocks, _ => 1 };
    }

    /// <summary>All rings, by <see cref="StoreRings.Index"/>.</summary>
    public BankRing[] Rings { get; }

    /// <summary>Stores with rings.</summary>
    public IEnumerable<StoreRings> All => _stores.Values;

    /// <summary>Whether some component of the tile brings a store.</summary>
    public bool Has(Store store) => _stores.ContainsKey(store);

    /// <summary>The rings of a store.</summary>
    public StoreRings Of(Store store) => _stores[store];

    /// <summary>What stands in the banks of a store of the whole tile: a <typeparamref name="T"/> a row, as many as the largest block has.</summary>
    public T[][] Rows<T>(Store store) =>
        Contents(store, () => Enumerable.Range(0, store.Banks(_spec)).Select(_ => new T[_rows]).ToArray());

    /// <summary>What stands in the banks of a store of the whole tile: one <typeparamref name="T"/> each.</summary>
    public T[] Words<T>(Store store) => Contents(store, () => new T[store.Banks(_spec)]);

    /// <summary>What stands in the banks of a store that every block has: by block, bank and row.</summary>
    public T[][][] RowsOfBlocks<T>(Store store) => Contents(
        store, () => _rowsOfBlocks.Select(rows => Enumerable.Range(0, store.Banks(_spec)).Select(_ => new T[rows]).ToArray()).ToArray());

    /// <summary>The same, by block, bank and column.</summary>
    public T[][][] ColumnsOfBlocks<T>(Store store) => Contents(
        store, () => _columnsOfBlocks.Select(columns => Enumerable.Range(0,
            store.Banks(_spec)).Select(_ => new T[columns]).ToArray()).ToArray());

    /// <summary>The same, by block, bank and bit line.</summary>
    public T[][][] LinesOfBlocks<T>(Store store) => Contents(
        store, () => _linesOfBlocks.Select(lines => Enumerable.Range(0, store.Banks(_spec)).Select(_ => new T[lines]).ToArray()).ToArray());

    private T Contents<T>(Store store, Func<T> make)
        where T : class
    {
        if (!_contents.TryGetValue(store, out Array? contents))
        {
            _contents[store] = contents = (Array)(object)make();
        }

        return (T)(object)contents;
    }
}
