using System.IO.Compression;
using SpinArch.Kernel;
using SpinArch.Tests.CommandLine;
using SpinArch.Traces.Export;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

[Collection(ConsoleTests.Name)]
public sealed class ExportSizeTests : IDisposable
{
    private readonly RecordedRun run = RecordedRun.Paper(6);

    public static TheoryData<string> Formats => [.. TraceExport.All.Select(export => export.Name)];

    public void Dispose() => run.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_size_is_foretold_to_a_fifth(string format)
    {
        TraceExport export = TraceExport.All.Single(known => known.Name == format);
        using TraceReader reader = run.Open();
        var filter = new TraceFilter();
        string plain = run.Beside("plain");

        ExportSize size = ExportSize.Foretell(export, reader, filter)!;
        export.Write(plain, reader, filter);

        Assert.Equal(reader.Outcome!.Activities, size.Activities);
        Assert.InRange(size.Bytes, 0.8 * new FileInfo(plain).Length, 1.2 * new FileInfo(plain).Length);
        if (!export.IsText)
        {
            Assert.Equal(size.Bytes, size.CompressedBytes);
            Invocation.Of("trace", "export", run.Path, "--format", format, "--out", run.Beside("x.gz")).AssertRefused("not compressed");
            return;
        }

        string zipped = run.Beside("zipped.gz");
        export.Write(zipped, reader, filter);
        Assert.InRange(size.CompressedBytes, 0.8 * new FileInfo(zipped).Length, 1.2 * new FileInfo(zipped).Length);
        Assert.True(new FileInfo(zipped).Length < 0.25 * new FileInfo(plain).Length);
        using var unzipped = new GZipStream(File.OpenRead(zipped), CompressionMode.Decompress);
        using FileStream expected = File.OpenRead(plain);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(expected), System.Security.Cryptography.SHA256.HashData(unzipped));
    }

    [Fact]
    public void The_verb_foretells_a_large_export_and_says_nothing_of_a_small_one()
    {
        Invocation large = Invocation.Of("trace", "export", run.Path, "--format", "csv", "--out", run.Beside("large.csv"));
        Invocation small = Invocation.Of("trace", "export", run.Path, "--format", "csv", "--out", run.Beside("small.csv.gz"), "--to-ns", "50");

        Assert.Equal((0, 1), (large.ExitCode, large.ErrorLines));
        Assert.Contains(" activities, about ", large.Error, StringComparison.Ordinal);
        Assert.Contains("large.csv.gz about ", large.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (small.ExitCode, small.Error));
        Assert.Equal([0x1f, 0x8b], File.ReadAllBytes(run.Beside("small.csv.gz"))[..2]);
    }

    [Fact]
    public void A_window_is_foretold_as_a_window()
    {
        TraceExport chrome = TraceExport.All.Single(known => known.Name == "chrome");
        using TraceReader reader = run.Open();
        var half = new TraceFilter { From = new Picoseconds(reader.Outcome!.LastEnd.Value / 4) };

        ExportSize size = ExportSize.Foretell(chrome, reader, half)!;
        chrome.Write(run.Beside("half"), reader, half);

        Assert.InRange(size.Bytes, 0.8 * new FileInfo(run.Beside("half")).Length, 1.2 * new FileInfo(run.Beside("half")).Length);
    }

    [Fact]
    public void What_the_disk_has_no_room_for_is_refused_before_it_is_written()
    {
        var size = new ExportSize(1, long.MaxValue / 2, 1000);

        Assert.Contains("end its name in .gz", Assert.Throws<SpinArch.Files.InputException>(() => size.CheckRoom(run.Beside("x"), isCompressed: false)).Message, StringComparison.Ordinal);
        size.CheckRoom(run.Beside("x.gz"), isCompressed: true);
        size.CheckRoom("/dev/null", isCompressed: false);
    }
}
