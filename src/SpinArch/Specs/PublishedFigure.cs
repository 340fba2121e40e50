namespace SpinArch.Specs;

/// <summary>A figure as a paper prints it.</summary>
/// <param name="Value">The figure, in the unit of its <see cref="PublishedKey"/>.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="Note">What it is good for; empty where there is nothing to say.</param>
public sealed record PublishedFigure(double Value, string Source, string Note);
