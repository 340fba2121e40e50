using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>One flit that has arrived.</summary>
/// <param name="Source">Node that sent it.</param>
/// <param name="Destination">Node that it reached.</param>
/// <param name="Made">When it was made, which may be before it could be sent.</param>
/// <param name="Arrived">When it was there.</param>
internal readonly record struct FlitRecord(int Source, int Destination, Picoseconds Made, Picoseconds Arrived);
