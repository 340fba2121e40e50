namespace SpinArch.Hardware;

/// <summary>One router on a channel's route tree: to which outputs a flit goes there, and what it becomes behind each.</summary>
internal struct RouteNode
{
    /// <summary>Bit mask of router outputs, by <see cref="Router"/>'s numbering.</summary>
    public int Outputs;

    /// <summary>Next node behind the mesh outputs.</summary>
    public int North, East, South, West;

    /// <summary>Endpoint behind the tile output, and behind the port output.</summary>
    public int Tile, Port;

    /// <summary>What is behind an output.</summary>
    public readonly int Behind(int output) => output switch
    {
        Router.North => North,
        Router.East => East,
        Router.South => South,
        Router.West => West,
        Router.Tile => Tile,
        _ => Port,
    };
}
