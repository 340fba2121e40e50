namespace SpinArch.Compilation;

/// <summary>What a placement costs the mesh for one input.</summary>
/// <param name="Placement">Its name.</param>
/// <param name="Distance">Flits times the links between routers that they cross; a multicast counts a shared link once.</param>
/// <param name="BusiestLink">Flits over the busiest link between two routers.</param>
/// <param name="Tiles">Tiles of the network.</param>
public readonly record struct PlacementCost(string Placement, long Distance, long BusiestLink, int Tiles)
{
    /// <summary>What the optimiser minimises: the distance, and the busiest link as if every tile's traffic crossed it.</summary>
    public long Total => Distance + (BusiestLink * Tiles);
}
