namespace SpinArch.Functional;

/// <summary>An accuracy as a paper prints it.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Accuracy">The share of right answers.</param>
/// <param name="Source">Where it stands.</param>
public sealed record PublishedAccuracy(string Name, double Accuracy, string Source);
