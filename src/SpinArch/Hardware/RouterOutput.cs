using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>One output of a router.</summary>
internal struct RouterOutput
{
    /// <summary>When the link can take another flit.</summary>
    public Picoseconds Free;

    /// <summary>The input that was served last: the next one has the next turn.</summary>
    public int LastServed;

    /// <summary>The router behind a mesh output; null behind the tile and the port, whose credits guarantee room, and at the edge.</summary>
    public Router? Next;

    /// <summary>Which of its inputs the link ends at.</summary>
    public int NextSide;
}
