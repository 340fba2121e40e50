namespace SpinArch.Networks.Importing;

/// <summary>A layer of an imported network, for people.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it does, as the network file says.</param>
/// <param name="From">What feeds it.</param>
/// <param name="Shape">The shape of what it gives.</param>
/// <param name="Activation">What follows.</param>
/// <param name="Weights">Weights and biases.</param>
/// <param name="IsDrawn">Whether any of them spreads.</param>
public sealed record ImportedLayer(string Name, string Kind, string From, string Shape, string Activation, long Weights, bool IsDrawn);
