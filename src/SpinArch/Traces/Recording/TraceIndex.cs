using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Kernel;

namespace SpinArch.Traces.Recording;

/// <summary>Where the blocks and the outcome of a trace are: the footer that lets a window be read without the rest.</summary>
/// <param name="Blocks">In their order.</param>
/// <param name="Outcome">Offset of the outcome chunk.</param>
public sealed record TraceIndex(ImmutableArray<BlockEntry> Blocks, long Outcome)
{
    /// <summary>The site of a place in <see cref="BlockEntry.Sites"/>.</summary>
    internal static int SiteOf(Program program, ActivityKind kind, int tile) =>
        kind.Place == Place.Router ? 1 + program.Tiles.Length + tile : tile + 1;

    internal static int SiteBytes(Program program) =>
        (program.Tiles.Length + 1 + checked(program.MeshWidth * program.MeshHeight) + 7) / 8;

    internal void Write(VarintBuffer target)
    {
        target.Clear();
        target.Unsigned((ulong)Outcome);
        target.Unsigned((ulong)Blocks.Length);
        foreach (BlockEntry block in Blocks)
        {
            target.Unsigned((ulong)block.Offset);
            target.Unsigned((ulong)block.Count);
            target.Unsigned((ulong)block.Start.Value);
            target.Unsigned((ulong)block.End.Value);
            target.Bytes(block.Sites.AsSpan());
        }
    }

    /// <exception cref="TraceDamage">Malformed.</exception>
    internal static TraceIndex Read(ReadOnlySpan<byte> bytes, Program program)
    {
        var cursor = new VarintCursor(bytes);
        int siteBytes = SiteBytes(program);
        long outcome = cursor.Time("the offset of the outcome");
        int count = cursor.Bounded(cursor.Remaining / (4 + siteBytes), "the number of blocks");
        var blocks = ImmutableArray.CreateBuilder<BlockEntry>(count);
        for (int i = 0; i < count; i++)
        {
            blocks.Add(new BlockEntry
            {
                Offset = cursor.Time("the offset of a block"),
                Count = cursor.Bounded(TraceFormat.BlockActivities, "the size of a block"),
                Start = new Picoseconds(cursor.Time("the start of a block")),
                End = new Picoseconds(cursor.Time("the end of a block")),
                Sites = [.. cursor.Bytes(siteBytes)],
            });
        }

        return cursor.IsAtEnd ? new TraceIndex(blocks.MoveToImmutable(), outcome) : throw VarintCursor.Fault("the index");
    }
}
