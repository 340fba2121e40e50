using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Why an operation cannot start.</summary>
/// <param name="Cause">The kind of obstacle, as traces record it.</param>
/// <param name="Store">The store that is waited for; null where it is the unit itself.</param>
/// <param name="Index">Channel where the store is one, else 0.</param>
internal readonly record struct Obstacle(StallCause Cause, Store? Store, int Index);
