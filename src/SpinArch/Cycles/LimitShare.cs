using SpinArch.Traces;

namespace SpinArch.Cycles;

/// <summary>A part of a critical cycle's time.</summary>
/// <param name="Kind">What keeps the unit, of a tile's step; null where it is no step.</param>
/// <param name="What">Which time of it.</param>
/// <param name="Tile">Its tile, -1 the port, of a link the router.</param>
/// <param name="Share">Of the cycle's time, from 0 to 1.</param>
internal sealed record LimitShare(ActivityKind? Kind, string What, int Tile, double Share);
