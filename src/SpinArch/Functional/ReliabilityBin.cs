namespace SpinArch.Functional;

/// <summary>One bar of a reliability diagram.</summary>
/// <param name="Low">Lower end of the bar's confidences, open except at 0.</param>
/// <param name="High">Upper end, closed.</param>
/// <param name="Count">Images in it.</param>
/// <param name="Confidence">Their mean confidence; 0 without images.</param>
/// <param name="Accuracy">The share of them that is right; 0 without images.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double Confidence, double Accuracy);
