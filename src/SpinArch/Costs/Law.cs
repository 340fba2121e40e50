namespace SpinArch.Costs;

/// <summary>A factor that follows from a design, and from what one of its tiles is built of.</summary>
/// <param name="design">The design.</param>
/// <param name="tile">The tile; of no size where the factor is that of a router or the port.</param>
public delegate decimal Law(in Design design, in TileShape tile);
