using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Traces.Analysis;

/// <summary>The rings of a tile: of every store as many as its scope says.</summary>
internal sealed class FollowedStores
{
    private readonly Dictionary<Store, FollowedRing[]> _rings = [];
    private readonly int[] _columnBase;

    public FollowedStores(TilePlan plan, TileProgram tile, ArchitectureSpec spec)
    {
        _columnBase = new int[tile.Blocks.Length + 1];
        for (int block = 0; block < tile.Blocks.Length; block++)
        {
            _columnBase[block + 1] = _columnBase[block] + tile.Blocks[block].Columns;
        }

        foreach (Store store in plan.Stores)
        {
            int count = store.Scope switch
            {
                StoreScope.Tile => 1,
                StoreScope.Block => tile.Blocks.Length,
                StoreScope.Column => _columnBase[^1],
                StoreScope.Pair or StoreScope.Map or StoreScope.Channel or StoreScope.Router => 0,
            };
            int banks = count == 0 ? 0 : store.Banks(spec);
            _rings[store] = [.. Enumerable.Range(0, count).Select(_ => new FollowedRing(banks))];
        }
    }

    /// <summary>The ring of a store at a block and a column of it.</summary>
    public FollowedRing Of(Store store, int block, int column) => _rings[store][store.Scope switch
    {
        StoreScope.Block => block,
        StoreScope.Column => _columnBase[block] + column,
        StoreScope.Tile or StoreScope.Pair or StoreScope.Map or StoreScope.Channel or StoreScope.Router => 0,
    }];
}
