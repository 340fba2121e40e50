namespace SpinArch.Compilation;

/// <summary>What a placement costs the mesh for one input.</summary>
/// <param name="Placement">Its name.</param>
/// <param name="Distance">Flits times the links between routers that they cross; a multicast counts a shared link once.</param>
/// <param name="BusiestLink">Flits over the busiest link between two routers.</param>
/// <param name="Span">Mesh columns plus rows.</param>
public readonly record struct PlacementCost(string Placement, long Distance, long BusiestLink, int Span)
{
    /// <summary>What the optimiser minimises: the distance, and the load of the busiest link as if a whole path across the mesh were as busy.</summary>
    public long Total => Distance + (BusiestLink * Span);
}
