namespace SpinArch.Traces;

/// <summary>Of what a chip has many, and of each of which something is counted.</summary>
public enum Place
{
    /// <summary>A tile.</summary>
    Tile,

    /// <summary>An incoming channel of a tile.</summary>
    Channel,

    /// <summary>A router of the mesh.</summary>
    Router,

    /// <summary>The port, of which there is one.</summary>
    Port,
}
