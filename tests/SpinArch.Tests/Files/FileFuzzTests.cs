using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using SpinArch.Devices;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Sweeps;
using SpinArch.Tests.CommandLine;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Files;

/// <summary>
/// Whatever is done to a file, its reader reads it or refuses it in one line, without absurd allocations. A few hundred damages a format by
/// default; <c>FUZZ_SECONDS=600</c> goes on for so long with each. Traces have <c>TraceDamageTests</c>.
/// </summary>
public sealed class FileFuzzTests : IDisposable
{
    private const int Least = 400;
    private const long MostBytes = 256L << 20;

    private static readonly string Hash = new('0', 64);

    private readonly Scratch _scratch = new();

    [Fact]
    public void Device_files() => Fuzz(Shipped("configs/devices/all-spin.json"), "fuzzed.json", path => DeviceFile.Read(path));

    [Fact]
    public void Technology_files() =>
        Fuzz(Shipped("configs/technologies/spin-puma.json"), "fuzzed.json", path => TechnologyFile.Read(path));

    [Fact]
    public void Architecture_files() => Fuzz(
        Shipped("configs/architectures/all-spin/architecture.json"), "fuzzed.json",
        path => ArchitectureLoader.Load(path, environment: new Dictionary<string, string>()));

    [Fact]
    public void Sweep_files() =>
        Fuzz(Shipped("configs/sweeps/balance.json"), "fuzzed.json", path => SweepFileReader.Read(path, "all-spin-mnist", "all-spin"));

    [Fact]
    public void Network_files()
    {
        _scratch.Write("w.npz", Weights());
        Fuzz(System.Text.Encoding.UTF8.GetBytes(Network), "network.json", path => NetworkReader.Read(path), "w.npz");
    }

    [Fact]
    public void Weight_files()
    {
        string network = _scratch.Write("network.json", Network);
        Fuzz(Weights(), "w.npz", _ => NetworkReader.Read(network), "network.json");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Image_files(bool isZipped) => Fuzz(Idx(0x803, [5, 4, 3], 60, isZipped), "images", path => IdxImages.Read(path));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Label_files(bool isZipped) => Fuzz(Idx(0x801, [7], 7, isZipped), "labels", path => IdxLabels.Read(path));

    [Fact]
    public void Files_of_published_figures() =>
        Fuzz(Shipped("configs/architectures/all-spin-ideal/published.json"), "published.json", path => PublishedFile.Read(path));

    // With the line that is wrong and a mark below it.
    [Fact]
    public void Assembly_files() =>
        Fuzz(Shipped("isa/examples/one-dense-layer.sasm"), "fuzzed.sasm", path => Assembler.AssembleFile(path, Hash), mostLines: 3);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Program_files(bool isSigned)
    {
        Program program = Assembler.AssembleFile(RepositoryFile.PathOf("isa/examples/one-dense-layer.sasm"), Hash);
        Fuzz(
            ProgramFile.ToBytes(program, "good"), "fuzzed.sbin", path => ProgramFile.Read(path),
            sign: bytes =>
            {
                // With a right checksum the damage gets past it, to what it is there to protect.
                if (isSigned && bytes.Length > SHA256.HashSizeInBytes)
                {
                    SHA256.HashData(bytes.AsSpan(..^SHA256.HashSizeInBytes)).CopyTo(bytes.AsSpan(^SHA256.HashSizeInBytes..));
                }
            });
    }

    public void Dispose() => _scratch.Dispose();

    private const string Network = """
        {
          "name": "n", "input": [2], "weights": "w.npz", "orientation": "inputsByOutputs",
          "layers": [ { "name": "a", "kind": "dense", "outputs": 2, "activation": "none" } ]
        }
        """;

    private static byte[] Weights() => Scratch.Npz(
        ("a.mu", "<f4", [2, 2], Scratch.Bytes(1, -1, 0.5f, 0.25f)), ("a.sigma", "<f4", [2, 2], Scratch.Bytes(0.1f, 0.1f, 0, 0)));

    private static byte[] Shipped(string path) => File.ReadAllBytes(RepositoryFile.PathOf(path));

    private static byte[] Idx(int magic, int[] extents, int content, bool isZipped)
    {
        int[] header = [magic, .. extents];
        byte[] bytes = new byte[(4 * header.Length) + content];
        for (int word = 0; word < header.Length; word++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * word), header[word]);
        }

        if (!isZipped)
        {
            return bytes;
        }

        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal))
        {
            zip.Write(bytes);
        }

        return zipped.ToArray();
    }

    private void Fuzz(byte[] whole, string name, Action<string> read, string? alsoNamed = null, Action<byte[]>? sign = null,
        int mostLines = 1)
    {
        read(_scratch.Write(name, whole));
        int seconds = int.Parse(Environment.GetEnvironmentVariable("FUZZ_SECONDS") ?? "0", CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        int refused = 0;
        for (int seed = 0; seed < Least || watch.Elapsed.TotalSeconds < seconds; seed++)
        {
            byte[] damaged = new Mutator(seed).Damage(whole);
            sign?.Invoke(damaged);
            string path = _scratch.Write(name, damaged);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(path);
            }
            catch (InputException error)
            {
                refused++;
                Assert.True(error.Message.Split('\n').Length <= mostLines, $"seed {seed}: too many lines: {error.Message}");
                Assert.True(
                    error.Message.Contains(name, StringComparison.Ordinal)
                        || (alsoNamed is not null && error.Message.Contains(alsoNamed, StringComparison.Ordinal)),
                    $"seed {seed}: names no file: {error.Message}");
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {error}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }

        // A fuzzer whose damages are all let through, or none of them, tests nothing.
        Assert.InRange(refused, Least / 20, int.MaxValue);
    }
}
