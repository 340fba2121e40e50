namespace SpinArch.Benchmarks;

/// <summary>An event of <see cref="HeapSimulation"/>.</summary>
internal readonly record struct HeapEvent(long Time, int Target, int Kind, int Argument);
