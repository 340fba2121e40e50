using SpinArch.Configuration;

namespace SpinArch.Runs;

/// <summary>That a run is to be recorded.</summary>
/// <param name="Path">The trace file to create or replace.</param>
/// <param name="Configuration">The run's configuration, of which the trace keeps every effective value.</param>
public sealed record TraceRequest(string Path, EffectiveConfiguration Configuration);
