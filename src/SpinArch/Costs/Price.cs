namespace SpinArch.Costs;

/// <summary>What one count costs in a design, its constants looked up already.</summary>
/// <param name="design">The design.</param>
/// <param name="tile">The tile; of no size where it is the price of a router or the port.</param>
public delegate Quectojoules Price(in Design design, in TileShape tile);
