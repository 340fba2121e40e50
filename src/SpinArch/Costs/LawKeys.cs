namespace SpinArch.Costs;

/// <summary>Constants behind a factor, where it is in force.</summary>
/// <param name="design">The design.</param>
/// <param name="tile">The tile.</param>
public delegate string[] LawKeys(in Design design, in TileShape tile);
