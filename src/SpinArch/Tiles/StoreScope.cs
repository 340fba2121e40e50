namespace SpinArch.Tiles;

/// <summary>Of what a tile has one ring of banks each.</summary>
public enum StoreScope
{
    /// <summary>One for the whole tile.</summary>
    Tile,

    /// <summary>One a block of a layer.</summary>
    Block,

    /// <summary>One a column of a block: a slow result blocks no other column.</summary>
    Column,

    /// <summary>One a crossbar pair; it has no banks but a content, the block that is written onto it.</summary>
    Pair,

    /// <summary>
    /// One a block of a layer; it has no banks but a content, the rows of a feature map that are there, of which windows are taken.
    /// </summary>
    Map,

    /// <summary>One a channel: what stands in a receive buffer, or the credits of the one at the other end.</summary>
    Channel,

    /// <summary>The input of the tile's router.</summary>
    Router,
}
