using System.Collections.Immutable;
using SpinArch.Kernel;

namespace SpinArch.Traces.Analysis;

/// <summary>Where the time of one track went: <see cref="Busy"/>, <see cref="Waits"/> and <see cref="Done"/> add up to <see cref="Total"/> exactly.</summary>
public sealed record TrackTime
{
    /// <summary><c>tile 3</c>, <c>port</c> or <c>router 4</c>.</summary>
    public required string Site { get; init; }

    /// <summary>The layers of a tile; empty elsewhere.</summary>
    public required string Layer { get; init; }

    /// <summary>Name of the track.</summary>
    public required string Track { get; init; }

    /// <summary>How many activities it had.</summary>
    public required long Activities { get; init; }

    /// <summary>Length of the run, times five for the outputs of a router.</summary>
    public required Picoseconds Total { get; init; }

    /// <summary>Occupied.</summary>
    public required Picoseconds Busy { get; init; }

    /// <summary>Gaps before activities, by the cause of the activity that ended each: one a <see cref="StallCause"/>.</summary>
    public required ImmutableArray<Picoseconds> Waits { get; init; }

    /// <summary>After the last activity.</summary>
    public required Picoseconds Done { get; init; }

    /// <summary>What a cause is called in tables: the gap's reason.</summary>
    /// <param name="cause">A cause.</param>
    public static string NameOf(StallCause cause) => cause switch
    {
        StallCause.Issue => "notIssued",
        StallCause.UnitBusy => "unitBusy",
        StallCause.SourceEmpty => "sourceEmpty",
        StallCause.DestinationFull => "destinationFull",
        StallCause.Message => "message",
        StallCause.Credit => "credit",
        StallCause.Network => "network",
    };
}
