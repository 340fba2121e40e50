namespace SpinArch.Hardware;

/// <summary>One router on a channel's route tree: to which outputs a flit goes there, and what it becomes behind each.</summary>
internal struct RouteNode
{
    /// <summary>Bit mask of router outputs, by <see cref="Mesh"/>'s numbering.</summary>
    public int Outputs;

    /// <summary>Next node behind the mesh outputs.</summary>
    public int North, East, South, West;

    /// <summary>Endpoint behind the tile output, and behind the port output.</summary>
    public int Tile, Port;

    /// <summary>What is behind an output.</summary>
    public readonly int Behind(int output) => output switch
    {
        Mesh.North => North,
        Mesh.East => East,
        Mesh.South => South,
        Mesh.West => West,
        Mesh.Tile => Tile,
        _ => Port,
    };
}
