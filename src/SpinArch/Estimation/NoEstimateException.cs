using SpinArch.Files;

namespace SpinArch.Estimation;

/// <summary>A design that can be simulated, but for which there is no closed form.</summary>
/// <param name="place">The key.</param>
/// <param name="message">What is not estimated and what to do.</param>
public sealed class NoEstimateException(string place, string message) : InputException(place, message);
