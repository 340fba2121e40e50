using SpinArch.Reports;

namespace SpinArch.Runs;

/// <summary>A run that was simulated.</summary>
/// <param name="Report">Its report.</param>
/// <param name="Profile">What was observed of it, closed.</param>
public sealed record SimulatedRun(RunReport Report, RunProfile Profile);
