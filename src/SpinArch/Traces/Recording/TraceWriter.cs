using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;

namespace SpinArch.Traces.Recording;

/// <summary>
/// Records a run as it goes: one block is kept in memory, everything else is in the stream. What was written before a kill can be
/// read. To be ended with <see cref="Finish"/> or <see cref="Fail"/>.
/// </summary>
public sealed class TraceWriter : IActivitySink, IDisposable
{
    private readonly Stream stream;
    private readonly Program program;
    private readonly BlockEncoder encoder;
    private readonly VarintBuffer raw = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ImmutableArray<BlockEntry>.Builder blocks = ImmutableArray.CreateBuilder<BlockEntry>();
    private readonly byte[] sites;
    private long position;
    private long activities;
    private long start = long.MaxValue;
    private long end;
    private long lastEnd;

    /// <summary>Writes magic, version and header.</summary>
    /// <param name="stream">An empty stream; it stays open.</param>
    /// <param name="header">What runs.</param>
    public TraceWriter(Stream stream, TraceHeader header)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(header);
        this.stream = stream;
        program = header.Program;
        encoder = new BlockEncoder(header.Kinds);
        sites = new byte[TraceIndex.SiteBytes(program)];
        Span<byte> preamble = stackalloc byte[TraceFormat.PreambleBytes];
        TraceFormat.Magic.CopyTo(preamble);
        BinaryPrimitives.WriteInt32LittleEndian(preamble[8..], TraceFormat.Version);
        stream.Write(preamble);
        position = preamble.Length + ChunkFile.Write(stream, ChunkTag.Header, TraceHeaderCodec.Write(header));
    }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        encoder.Add(in activity);
        int site = TraceIndex.SiteOf(program, activity.Kind, activity.Tile);
        sites[site >> 3] |= (byte)(1 << (site & 7));
        start = Math.Min(start, activity.Start.Value);
        end = Math.Max(end, activity.Start.Value + activity.Duration.Value);
        if (encoder.Count == TraceFormat.BlockActivities)
        {
            Flush();
        }
    }

    /// <summary>Ends the trace of a run that reached its end.</summary>
    public void Finish(RunResult result) => Close(result, null);

    /// <summary>Ends the trace of a run that did not.</summary>
    /// <param name="failure">Why.</param>
    public void Fail(string failure) => Close(null, failure);

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private void Flush()
    {
        int count = encoder.Count;
        encoder.Flush(raw, blocks.Count);
        hash.AppendData(raw.Written);
        blocks.Add(new BlockEntry
        {
            Offset = position,
            Count = count,
            Start = new Picoseconds(start),
            End = new Picoseconds(end),
            Sites = [.. sites],
        });
        position += ChunkFile.Write(stream, ChunkTag.Activities, raw.Written);
        activities += count;
        lastEnd = Math.Max(lastEnd, end);
        Array.Clear(sites);
        start = long.MaxValue;
        end = 0;
    }

    private void Close(RunResult? result, string? failure)
    {
        if (encoder.Count > 0)
        {
            Flush();
        }

        var outcome = new TraceOutcome
        {
            Result = result,
            Failure = failure,
            Activities = activities,
            LastEnd = new Picoseconds(lastEnd),
            Hash = hash.GetHashAndReset(),
        };
        long outcomeOffset = position;
        position += ChunkFile.Write(stream, ChunkTag.Outcome, TraceOutcomeCodec.Write(outcome));
        long indexOffset = position;
        new TraceIndex(blocks.ToImmutable(), outcomeOffset).Write(raw);
        ChunkFile.Write(stream, ChunkTag.Index, raw.Written);
        Span<byte> trailer = stackalloc byte[TraceFormat.TrailerBytes];
        TraceFormat.EndMagic.CopyTo(trailer);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[8..], indexOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[16..], Crc32.Append(0, trailer[..16]));
        stream.Write(trailer);
    }
}
