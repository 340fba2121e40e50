using SpinArch.Isa;

namespace SpinArch.Traces.Recording;

/// <summary>The constants of the trace format, version 3; <c>docs/trace-format.md</c> describes it byte by byte.</summary>
public static class TraceFormat
{
    /// <summary>The format's version; a reader refuses any other.</summary>
    public const int Version = 3;

    /// <summary>Most activities of a block.</summary>
    public const int BlockActivities = 65_536;

    /// <summary>Most bytes of a block of activities before compression.</summary>
    internal const int BlockBytes = 8 << 20;

    /// <summary>Most bytes of any other chunk before compression.</summary>
    internal const int ChunkBytes = 1 << 29;

    /// <summary>Latest time and longest duration that a trace can hold [ps]: 13 days.</summary>
    internal const long LatestTime = 1L << 60;

    /// <summary>Bytes before the first chunk: magic and version.</summary>
    internal const int PreambleBytes = 12;

    /// <summary>Bytes after the last chunk: magic, offset of the index, checksum.</summary>
    internal const int TrailerBytes = 20;

    internal static ReadOnlySpan<byte> Magic => "SPINTRAC"u8;

    internal static ReadOnlySpan<byte> EndMagic => "SPINTEND"u8;

    /// <summary>How many values <see cref="SiteOf"/> can have: as many as tiles and port, or routers, whichever are more.</summary>
    internal static int Sites(Program program) =>
        Math.Max(program.Tiles.Length + 1, checked(program.MeshWidth * program.MeshHeight));

    /// <summary>The number a trace stores for a place: 0 the port, 1 the first tile; for a hop the router itself.</summary>
    internal static int SiteOf(ActivityKind kind, int tile) => kind.Place == Place.Router ? tile : tile + 1;
}
