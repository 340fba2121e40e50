using SpinArch.Hardware;
using SpinArch.Tiles;

namespace SpinArch.Traces.Debugging;

/// <summary>How many banks of a store are full, on their way (reserved and not yet full) and empty.</summary>
/// <param name="Name">The store, as the configuration key is called that sizes it.</param>
/// <param name="Full">Full banks.</param>
/// <param name="Filling">Banks being filled.</param>
/// <param name="Banks">All of them.</param>
internal readonly record struct BankState(string Name, int Full, int Filling, int Banks)
{
    /// <summary>The stores of a tile that have banks but the latches of columns: one for each block where every block has one, the others once.</summary>
    public static IEnumerable<BankState> Of(Tile tile)
    {
        foreach (StoreRings rings in tile.Stores.All.Where(rings => rings.Store.IsShown).OrderByDescending(rings => rings.Store.Scope))
        {
            for (int block = 0; block < rings.Count; block++)
            {
                yield return From(rings.Store.Name, rings.Of(block));
            }
        }
    }

    private static BankState From(string name, BankRing ring) => new(name, ring.Full, ring.Reserved - ring.Full, ring.Count);
}
