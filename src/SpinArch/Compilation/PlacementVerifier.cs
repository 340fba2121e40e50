namespace SpinArch.Compilation;

/// <summary>Checks a placement: every tile of the network once, every place inside the mesh and used once.</summary>
internal static class PlacementVerifier
{
    /// <exception cref="CompilerFault">The placer is wrong.</exception>
    public static void Verify(PlacedNetwork placed)
    {
        CompilerFault.Unless(placed.Tiles.Length == placed.Network.Tiles, "a block without a tile");
        CompilerFault.Unless(placed.Tiles.Select(place => (place.X, place.Y)).Distinct().Count() == placed.Tiles.Length, "two tiles in one place");
        CompilerFault.Unless(
            placed.Tiles.All(place => place.X >= 0 && place.X < placed.MeshWidth && place.Y >= 0 && place.Y < placed.MeshHeight), "a tile outside the mesh");
        for (int tile = 0; tile < placed.Tiles.Length; tile++)
        {
            TilePlace place = placed.Tiles[tile];
            CompilerFault.Unless(placed.TileOf(place.Copy, place.Layer, place.FanInTile, place.ColumnBlock) == tile, $"tile {tile} is not where its block is looked for");
        }
    }
}
