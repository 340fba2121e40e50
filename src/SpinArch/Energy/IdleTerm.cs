using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Leakage of devices that are powered but do nothing: <c>devices[site] x run time</c> less the device-picoseconds that the
/// active-leakage terms named here have charged already, never less than nothing.
/// </summary>
public sealed record IdleTerm
{
    /// <summary>The unit it is reported under.</summary>
    public required UnitKind Unit { get; init; }

    /// <summary>What is powered.</summary>
    public required string Action { get; init; }

    /// <summary>Powered devices by site.</summary>
    public required ImmutableArray<long> Devices { get; init; }

    /// <summary>Energy of one device over one picosecond.</summary>
    public required Quectojoules Cost { get; init; }

    /// <summary>Indices, in the model's terms, of the leakage terms that charge the same devices while active.</summary>
    public required ImmutableArray<int> Active { get; init; }

    /// <summary>Technology keys and where their figures stand.</summary>
    public required string Source { get; init; }

    /// <summary>Whether any of its figures is an assumption.</summary>
    public required bool Assumption { get; init; }
}
