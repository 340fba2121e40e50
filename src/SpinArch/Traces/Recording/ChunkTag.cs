namespace SpinArch.Traces.Recording;

/// <summary>What a chunk of a trace file holds: four ASCII letters, little-endian.</summary>
internal enum ChunkTag : uint
{
    /// <summary><c>HEAD</c>: what ran.</summary>
    Header = 0x44414548,

    /// <summary><c>ACTS</c>: a block of activities.</summary>
    Activities = 0x53544341,

    /// <summary><c>DONE</c>: how it ended.</summary>
    Outcome = 0x454E4F44,

    /// <summary><c>INDX</c>: where the blocks are.</summary>
    Index = 0x58444E49,
}
