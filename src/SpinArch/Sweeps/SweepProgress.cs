namespace SpinArch.Sweeps;

/// <summary>How far a sweep is.</summary>
/// <param name="Phase"><c>estimate</c> or <c>simulate</c>.</param>
/// <param name="Done">Points done in this phase, those of earlier runs included.</param>
/// <param name="Total">Points of this phase.</param>
/// <param name="Fresh">Points done by this process.</param>
public readonly record struct SweepProgress(string Phase, int Done, int Total, int Fresh);
