using SpinArch.Specs;

namespace SpinArch.Tiles;

/// <summary>What a tile offers to what computes the values of a unit.</summary>
internal interface IUnitHost
{
    /// <summary>The architecture.</summary>
    ArchitectureSpec Spec { get; }

    /// <summary>Key of all draws.</summary>
    ulong Seed { get; }

    /// <summary>What stands in the banks of a store that every block has: by block, bank and row.</summary>
    T[][][] RowsOfBlocks<T>(Store store);

    /// <summary>The bank of a block's store that was reserved last.</summary>
    int Youngest(Store store, int block);
}
