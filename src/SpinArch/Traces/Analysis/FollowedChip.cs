using SpinArch.Components;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Tiles;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>All that a trace does not say and that follows from it and the program: banks, latches, queues, flits and credits.</summary>
internal sealed class FollowedChip
{
    private readonly FollowedTile[] _tiles;
    private readonly FollowedMesh _mesh;

    /// <param name="header">What ran, and where.</param>
    /// <param name="changed">Told of every bank that becomes full or empty, when the activity that does so starts.</param>
    /// <param name="values">What the reads and writes must say of their data; null where nobody asks.</param>
    public FollowedChip(TraceHeader header, Action<BankChange>? changed = null, FollowedValues? values = null)
    {
        TilePlan plan = ComponentCatalog.PlanOf(header.Spec);
        _mesh = new FollowedMesh(header.Program, header.Spec, header.ArrivalInterval) { TakeOperands = (tile, now) => _tiles![tile].TakeOperands(now) };
        if (!header.Program.Stages.IsEmpty)
        {
            // Which flits a receiver takes depends on the room in its window buffer, which is not followed.
            _mesh.Lose();
        }

        _tiles = [.. header.Program.Tiles.Select((_, tile) => new FollowedTile(header, tile, plan, _mesh, changed, values))];
    }

    /// <summary>The marks of those activities that sent the flits which the last activity took up: of a hop one, of a receiver as many as it took.</summary>
    public IReadOnlyList<FlitMark> Sources => _mesh.Sources;

    /// <summary>Follows the next activity, in the recorded order.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="mark">What it is to be called when its flit is met again.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Take(in Activity activity, FlitMark mark = default)
    {
        _mesh.Mark = mark;
        _mesh.Sources.Clear();
        if (activity.Kind == NetworkComponent.Hop)
        {
            return _mesh.Hop(activity.Tile, activity.Column, activity.Start);
        }

        if (activity.Kind.Place == Place.Port)
        {
            return activity.Kind == PortComponent.PortSend ? _mesh.PortSend(activity.Start) : _mesh.PortReceive(activity.Start);
        }

        string? wrong = _tiles[activity.Tile].Take(in activity);
        if (_tiles[activity.Tile].IsLost)
        {
            _mesh.Lose();
        }

        return wrong;
    }

    /// <summary>The tile of an activity, as the activity leaves it.</summary>
    public FollowedTile TileOf(in Activity activity) => _tiles[activity.Tile];

    /// <summary>What is left to do at the end of a run that reached its end.</summary>
    public IEnumerable<string> Unfinished() => _tiles.Select(tile => tile.Unfinished()).Append(_mesh.Undelivered()).OfType<string>();
}
