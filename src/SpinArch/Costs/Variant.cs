namespace SpinArch.Costs;

/// <summary>A number that tells tiles apart whose devices cost differently.</summary>
/// <param name="design">The design.</param>
/// <param name="tile">The tile.</param>
public delegate double Variant(in Design design, in TileShape tile);
