using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// Every unit does what the program says, in its order, with full sources and an empty destination: the banks, latches and queues of
/// every tile are followed (<see cref="FollowedTile"/>).
/// </summary>
internal sealed class BankCheck : TraceCheck
{
    private readonly FollowedTile[] tiles;
    private Picoseconds latest;

    public BankCheck(TracePlaces places, ArchitectureSpec spec)
        : base(places)
    {
        var timing = new TileTiming(spec);
        var times = new ReleaseTimes(spec);
        tiles = [.. places.Program.Tiles.Select((_, tile) => new FollowedTile(places.Program, tile, timing, times, null))];
    }

    /// <inheritdoc/>
    public override string Name => "every unit does what the program says, from full banks and latches into empty ones";

    /// <inheritdoc/>
    public override void Close()
    {
        foreach (FollowedTile tile in tiles)
        {
            if (tile.Unfinished() is { } what)
            {
                Report(what);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Check(in Activity activity)
    {
        Picoseconds decided = ReleaseTimes.Decided(in activity);
        string? wrong = activity.Kind is ActivityKind.Hop or ActivityKind.PortSend or ActivityKind.PortReceive ? null : tiles[activity.Tile].Take(in activity);
        wrong ??= decided < latest ? $"it is recorded after what was decided at {latest}" : null;
        latest = Picoseconds.Max(latest, decided);
        if (wrong is not null)
        {
            Report(in activity, wrong);
        }
    }
}
