using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Why an operation cannot start.</summary>
/// <param name="Cause">The kind of obstacle, as traces record it.</param>
/// <param name="Resource">The store, channel or unit that is waited for.</param>
/// <param name="Index">Channel where the resource is one, else 0.</param>
internal readonly record struct Obstacle(StallCause Cause, WaitFor Resource, int Index);
