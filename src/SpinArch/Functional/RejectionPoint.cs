namespace SpinArch.Functional;

/// <summary>Accuracy when the most uncertain images are not answered.</summary>
/// <param name="Rejected">Share of images left out, those of the highest predictive entropy.</param>
/// <param name="Accuracy">Accuracy over the others.</param>
public sealed record RejectionPoint(double Rejected, double Accuracy);
