using SpinArch.Kernel;
using SpinArch.Traces.Analysis;

namespace SpinArch.Traces.Explanation;

/// <summary>One link of the chain that fixes the makespan: an activity, and how it held back the next one.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Release">What of it the next one waited for; for the last one of the chain, that it begun.</param>
/// <param name="Hops">Links that a credit went back over; 0 elsewhere.</param>
/// <param name="Cause">What the next one is said to have waited for.</param>
/// <param name="At">When the activity was decided: the time from here to the next step's is this step's share of the makespan.</param>
/// <param name="IsKnown">Whether the release explains the next start to the picosecond; otherwise it is only the unit's activity before.</param>
public readonly record struct CriticalStep(Activity Activity, Release Release, int Hops, StallCause Cause, Picoseconds At, bool IsKnown);
