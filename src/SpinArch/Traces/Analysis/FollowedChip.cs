using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Traces.Analysis;

/// <summary>All that a trace does not say and that follows from it and the program: banks, latches, queues, flits and credits.</summary>
internal sealed class FollowedChip
{
    private readonly FollowedTile[] tiles;
    private readonly FollowedMesh mesh;

    /// <param name="program">What ran.</param>
    /// <param name="spec">Where.</param>
    /// <param name="changed">Told of every bank that becomes full or empty, when the activity that does so starts.</param>
    public FollowedChip(Program program, ArchitectureSpec spec, Action<BankChange>? changed = null)
    {
        var timing = new TileTiming(spec);
        var times = new ReleaseTimes(spec);
        mesh = new FollowedMesh(program, spec);
        tiles = [.. program.Tiles.Select((_, tile) => new FollowedTile(program, tile, timing, times, mesh, changed))];
    }

    /// <summary>The marks of those activities that sent the flits which the last activity took up: of a hop one, of a receiver as many as it took.</summary>
    public IReadOnlyList<FlitMark> Sources => mesh.Sources;

    /// <summary>Follows the next activity, in the recorded order.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="mark">What it is to be called when its flit is met again.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Take(in Activity activity, FlitMark mark = default)
    {
        mesh.Mark = mark;
        mesh.Sources.Clear();
        switch (activity.Kind)
        {
            case ActivityKind.Hop:
                return mesh.Hop(activity.Tile, activity.Column, activity.Start);
            case ActivityKind.PortSend:
                return mesh.PortSend(activity.Cause, activity.Start);
            case ActivityKind.PortReceive:
                return mesh.PortReceive(activity.Start);
            default:
                string? wrong = tiles[activity.Tile].Take(in activity);
                if (tiles[activity.Tile].IsLost)
                {
                    mesh.Lose();
                }

                return wrong;
        }
    }

    /// <summary>The tile of an activity, as the activity leaves it.</summary>
    public FollowedTile TileOf(in Activity activity) => tiles[activity.Tile];

    /// <summary>What is left to do at the end of a run that reached its end.</summary>
    public IEnumerable<string> Unfinished() => tiles.Select(tile => tile.Unfinished()).Append(mesh.Undelivered()).OfType<string>();
}
