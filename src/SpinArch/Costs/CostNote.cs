namespace SpinArch.Costs;

/// <summary>A key beyond the point that its costs were published for.</summary>
/// <param name="Key">The key.</param>
/// <param name="IsModelled">Whether a law says what it costs.</param>
/// <param name="Text">Its value, the published point, and what that costs, or that it is not modelled.</param>
public sealed record CostNote(string Key, bool IsModelled, string Text);
