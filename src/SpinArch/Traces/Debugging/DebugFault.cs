namespace SpinArch.Traces.Debugging;

/// <summary>A command that cannot be understood; the session goes on.</summary>
internal sealed class DebugFault(string message) : Exception(message);
