namespace SpinArch.Configuration;

/// <summary>What one layer says about one key.</summary>
/// <param name="Key">The dotted key, in its proper case.</param>
/// <param name="Text">The value as written.</param>
/// <param name="Place">Where it was written.</param>
/// <param name="Source">Its source; empty where the layer gives none.</param>
/// <param name="Assumption">Whether its source calls it an assumption.</param>
internal sealed record LayerValue(string Key, string Text, string Place, string Source, bool Assumption);
