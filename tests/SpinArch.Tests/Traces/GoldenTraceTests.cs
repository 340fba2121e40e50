using System.Buffers.Binary;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Tests.Isa;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>
/// The traces that come with the repository: read as ever, written as ever, and still what the machine does. SPINARCH_BLESS=1 records
/// them anew, which is right when timing or keys were changed on purpose, and never when only the format was meant to stay.
/// </summary>
public sealed class GoldenTraceTests
{
    public static TheoryData<string, string, string> Traces => new()
    {
        { "traces/one-dense-layer.strace", "isa/examples/one-dense-layer.sasm", "" },
        { "traces/one-hold-bank.strace", "isa/examples/one-dense-layer.sasm", "sampleHold.banks=1" },
        { "traces/deadlock.strace", "isa/examples/deadlock.sasm", "" },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_golden_trace_is_what_the_machine_does(string trace, string program, string setting)
    {
        using var run = RecordedRun.Prepared(program, setting.Length == 0 ? [] : [setting]);
        if (Repository.Bless)
        {
            try
            {
                run.Job.Run();
            }
            catch (DeadlockException)
            {
                // The trace is kept.
            }

            File.Copy(run.Path, Repository.PathOf(trace), overwrite: true);
        }

        using TraceReader reader = TraceReader.Open(Repository.PathOf(trace));
        using var comparison = SimulationComparison.Run(reader);
        Assert.True(comparison.IsSame, $"activity {comparison.Alike} differs; 'trace verify {trace} --simulate' shows it");
        Assert.Equal(run.Program.Network, reader.Header.Program.Network);
        Assert.Null(reader.Damage);
        Assert.Empty(TraceVerifier.Verify(reader).Failed);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void The_format_is_frozen(string trace, string program, string setting)
    {
        Assert.NotEmpty(program + setting);
        byte[] golden = File.ReadAllBytes(Repository.PathOf(trace));
        using TraceReader reader = TraceReader.Open(Repository.PathOf(trace));
        using var stream = new MemoryStream();
        using var writer = new TraceWriter(stream, reader.Header);
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            foreach (Activity activity in block.ToArray())
            {
                writer.OnActivity(in activity);
            }
        }

        if (reader.Outcome!.Result is { } result)
        {
            writer.Finish(result);
        }
        else
        {
            writer.Fail(reader.Outcome.Failure!);
        }

        // What a compressor makes of the content may change with the platform; the content may not.
        List<(ChunkTag Tag, byte[] Raw)> expected = Chunks(new MemoryStream(golden));
        List<(ChunkTag Tag, byte[] Raw)> written = Chunks(stream);
        Assert.Equal(expected.Select(chunk => chunk.Tag), written.Select(chunk => chunk.Tag));
        foreach ((ChunkTag tag, byte[] raw) in expected.Where(chunk => chunk.Tag != ChunkTag.Index))
        {
            Assert.Equal(raw, written.First(chunk => chunk.Tag == tag).Raw);
        }
    }

    /// <summary>The bytes of the first activities as the page on the format derives them, by hand.</summary>
    [Fact]
    public void The_first_activities_are_encoded_as_the_page_says()
    {
        byte[] golden = File.ReadAllBytes(Repository.PathOf("traces/one-dense-layer.strace"));
        Assert.Equal("SPINTRAC"u8.ToArray(), golden[..8]);
        Assert.Equal(TraceFormat.Version, BinaryPrimitives.ReadInt32LittleEndian(golden.AsSpan(8)));
        Assert.Equal("HEAD"u8.ToArray(), golden[12..16]);
        Assert.Equal("SPINTEND"u8.ToArray(), golden[^20..^12]);
        Assert.Equal(Crc32.Append(0, golden.AsSpan()[^20..^4]), BinaryPrimitives.ReadUInt32LittleEndian(golden.AsSpan()[^4..]));
        byte[] block = Chunks(new MemoryStream(golden)).Single(chunk => chunk.Tag == ChunkTag.Activities).Raw;
        using TraceReader reader = TraceReader.Open(Repository.PathOf("traces/one-dense-layer.strace"));
        ReadOnlyMemory<Activity> activities = reader.Blocks().Single();

        var cursor = new VarintCursor(block);
        Assert.Equal(0UL, cursor.Unsigned());
        Assert.Equal((ulong)activities.Length, cursor.Unsigned());
        ReadOnlySpan<byte> kinds = cursor.Section("kinds");
        ReadOnlySpan<byte> causes = cursor.Section("causes");
        ReadOnlySpan<byte> sites = cursor.Section("sites");
        ReadOnlySpan<byte> starts = cursor.Section("starts");
        ReadOnlySpan<byte> flags = cursor.Section("flags");
        ReadOnlySpan<byte> fields = cursor.Section("fields");

        // The first activity is the port's first flit: PortSend at 0 for 1000 ps, one item, input 0, none of the rest.
        Assert.Equal((PortComponent.PortSend, 0L, 1000L, 1),
            (activities.Span[0].Kind, activities.Span[0].Start.Value, activities.Span[0].Duration.Value, activities.Span[0].Items));
        Assert.Equal([18, 0, 0, 0, 1 | 2 | 4 | 8 | 16], new[] { kinds[0], causes[0], sites[0], starts[0], flags[0] });
        Assert.Equal([0xD0, 0x0F, 2, 1, 1, 1], fields[..6].ToArray());
    }

    private static List<(ChunkTag Tag, byte[] Raw)> Chunks(Stream stream)
    {
        var chunks = new List<(ChunkTag, byte[])>();
        for (long offset = TraceFormat.PreambleBytes; offset < stream.Length - TraceFormat.TrailerBytes;)
        {
            (ChunkTag tag, byte[] raw, offset) = ChunkFile.Read(stream, offset);
            chunks.Add((tag, raw));
        }

        return chunks;
    }
}
