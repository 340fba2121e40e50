using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Idle leakage of one unit at one site over a whole run.</summary>
/// <param name="Site">The site.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Energy">Its energy.</param>
public readonly record struct IdleShare(int Site, UnitKind Unit, Quectojoules Energy);
