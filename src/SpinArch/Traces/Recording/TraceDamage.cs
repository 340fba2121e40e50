namespace SpinArch.Traces.Recording;

/// <summary>A part of a trace file is not what it should be; caught where reading stops, and named there with its offset.</summary>
/// <param name="what">What is wrong.</param>
internal sealed class TraceDamage(string what) : Exception(what);
