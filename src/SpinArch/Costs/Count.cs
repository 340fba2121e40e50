namespace SpinArch.Costs;

/// <summary>A whole number that follows from a design, and from what one of its tiles is built of.</summary>
/// <param name="design">The design.</param>
/// <param name="tile">The tile; of no size where the number is that of a router or the port.</param>
public delegate long Count(in Design design, in TileShape tile);
