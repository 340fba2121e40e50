using System.Buffers.Binary;
using System.Security.Cryptography;
using SpinArch.Files;

namespace SpinArch.Traces.Recording;

/// <summary>
/// Reads a trace file, a block at a time. A file that was cut or damaged is read up to the damage, which <see cref="Damage"/> then
/// names; only where not even the header can be read is the file refused.
/// </summary>
public sealed class TraceReader : IDisposable
{
    private readonly FileStream stream;
    private readonly BlockDecoder decoder;
    private readonly long firstChunk;
    private readonly CancellationToken cancellation;

    private TraceReader(string path, FileStream stream, CancellationToken cancellation)
    {
        Path = path;
        this.stream = stream;
        this.cancellation = cancellation;
        CheckPreamble();
        (Header, firstChunk) = ReadHeader();
        decoder = new BlockDecoder(Header.Program, Header.Kinds);
        ReadFooter();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its length in bytes.</summary>
    public long Length => stream.Length;

    /// <summary>What ran.</summary>
    public TraceHeader Header { get; }

    /// <summary>How it ended; null where the file does not say.</summary>
    public TraceOutcome? Outcome { get; private set; }

    /// <summary>The index; null where it cannot be read.</summary>
    public TraceIndex? Index { get; private set; }

    /// <summary>The first thing found wrong, with its offset; null so far.</summary>
    public string? Damage { get; private set; }

    /// <summary>Opens a trace.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends whatever reads it between two blocks, by <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">It is missing, no trace, of another version, or its header is damaged.</exception>
    public static TraceReader Open(string path, CancellationToken cancellation = default)
    {
        FileStream? stream = null;
        try
        {
            stream = InputFile.Open(path, FileShare.ReadWrite | FileShare.Delete);
            var reader = new TraceReader(path, stream, cancellation);
            stream = null;
            return reader;
        }
        catch (Exception error) when (InputFile.IsRefusal(error))
        {
            throw InputFile.Unreadable(path, error);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    /// <summary>Every activity in the recorded order, a block at a time; a block is valid until the next one.</summary>
    public IEnumerable<ReadOnlyMemory<Activity>> Blocks()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long offset = firstChunk;
        long activities = 0;
        for (long sequence = 0; ; sequence++)
        {
            (ReadOnlyMemory<Activity> block, long next, bool isLast) = Next(offset, sequence, hash);
            if (isLast)
            {
                break;
            }

            activities += block.Length;
            yield return block;
            offset = next;
        }

        if (Outcome is { } outcome && Damage is null
            && (outcome.Activities != activities || !outcome.Hash.Span.SequenceEqual(hash.GetHashAndReset())))
        {
            Report(offset, "the activities are not those that the end of the file states");
        }
    }

    /// <summary>The blocks that can hold activities of a window, with the index; all of them without.</summary>
    /// <param name="filter">What is looked for; blocks hold others too.</param>
    public IEnumerable<ReadOnlyMemory<Activity>> Blocks(TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (Index is not { } index)
        {
            foreach (ReadOnlyMemory<Activity> block in Blocks())
            {
                yield return block;
            }

            yield break;
        }

        for (int i = 0; i < index.Blocks.Length; i++)
        {
            if (filter.MayBeIn(index.Blocks[i], Header.Program))
            {
                (ReadOnlyMemory<Activity> block, _, bool isLast) = Next(index.Blocks[i].Offset, i, null);
                if (isLast)
                {
                    Report(index.Blocks[i].Offset, "the index names a block where there is none");
                    yield break;
                }

                yield return block;
            }
        }
    }

    /// <summary>One block by its number in the index; valid until the next one is read.</summary>
    /// <param name="number">The number, from 0. There must be an index.</param>
    /// <exception cref="InputException">The block is damaged.</exception>
    public ReadOnlyMemory<Activity> Block(int number)
    {
        (ReadOnlyMemory<Activity> block, _, bool isLast) = Next(Index!.Blocks[number].Offset, number, null);
        return isLast || block.Length != Index.Blocks[number].Count
            ? throw new InputException(Damage ?? FormattableString.Invariant($"{Path}: damaged at offset {Index.Blocks[number].Offset}: the index names another block"))
            : block;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private (ReadOnlyMemory<Activity> Block, long Next, bool IsLast) Next(long offset, long sequence, IncrementalHash? hash)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            (ChunkTag tag, byte[] raw, long next) = ChunkFile.Read(stream, offset);
            switch (tag)
            {
                case ChunkTag.Activities:
                    hash?.AppendData(raw);
                    return (decoder.Decode(raw, sequence), next, false);
                case ChunkTag.Outcome:
                    Outcome ??= TraceOutcomeCodec.Read(raw, Header.Program, Path);
                    break;
                default:
                    throw new TraceDamage("another chunk stands where a block of activities should");
            }
        }
        catch (Exception error) when (error is TraceDamage or InputException or EndOfStreamException)
        {
            Report(offset, error.Message);
        }

        return (default, offset, true);
    }

    private void CheckPreamble()
    {
        Span<byte> preamble = stackalloc byte[TraceFormat.PreambleBytes];
        if (stream.Length < preamble.Length)
        {
            throw new InputException(Path, "offset 0: is no trace file (it ends within its first 12 bytes)");
        }

        stream.ReadExactly(preamble);
        int version = BinaryPrimitives.ReadInt32LittleEndian(preamble[8..]);
        if (!preamble.StartsWith(TraceFormat.Magic))
        {
            throw new InputException(Path, "offset 0: is no trace file (it does not begin with SPINTRAC)");
        }

        if (version != TraceFormat.Version)
        {
            throw new InputException(Path, FormattableString.Invariant($"offset 8: has format version {version}, this program reads version {TraceFormat.Version}"));
        }
    }

    private (TraceHeader Header, long Next) ReadHeader()
    {
        try
        {
            (ChunkTag tag, byte[] raw, long next) = ChunkFile.Read(stream, TraceFormat.PreambleBytes);
            return tag == ChunkTag.Header
                ? (TraceHeaderCodec.Read(raw, Path), next)
                : throw new TraceDamage("another chunk stands where the header should");
        }
        catch (TraceDamage damage)
        {
            throw new InputException(Path, FormattableString.Invariant($"offset {TraceFormat.PreambleBytes}: {damage.Message}; nothing can be read without the header"));
        }
    }

    private void ReadFooter()
    {
        Span<byte> trailer = stackalloc byte[TraceFormat.TrailerBytes];
        long at = stream.Length - trailer.Length;
        try
        {
            stream.Position = Math.Max(0, at);
            stream.ReadExactly(trailer);
            if (!trailer.StartsWith(TraceFormat.EndMagic) || BinaryPrimitives.ReadUInt32LittleEndian(trailer[16..]) != Crc32.Append(0, trailer[..16]))
            {
                throw new TraceDamage("the file does not end as a trace does: it was cut, or its writer did not finish");
            }

            at = BinaryPrimitives.ReadInt64LittleEndian(trailer[8..]);
            long start = at;
            (ChunkTag tag, byte[] raw, long next) = ChunkFile.Read(stream, at);
            TraceIndex index = tag == ChunkTag.Index && next == stream.Length - trailer.Length ? TraceIndex.Read(raw, Header.Program) : throw new TraceDamage("another chunk stands where the index should");
            at = index.Outcome;
            (tag, raw, next) = ChunkFile.Read(stream, at);
            Outcome = tag == ChunkTag.Outcome && next == start ? TraceOutcomeCodec.Read(raw, Header.Program, Path) : throw new TraceDamage("another chunk stands where the outcome should");
            Index = index;
        }
        catch (Exception error) when (error is TraceDamage or InputException or EndOfStreamException)
        {
            Report(at, error.Message);
        }
    }

    private void Report(long offset, string what) =>
        Damage ??= FormattableString.Invariant($"{Path}: damaged at offset {offset}: {what}");
}
