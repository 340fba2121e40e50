using System.Buffers.Binary;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using SpinArch.Files;
using SpinArch.Isa;

namespace SpinArch.Tests.Isa;

public sealed class ProgramFileTests
{
    [Fact]
    public void A_program_is_read_as_it_was_written_to_the_byte()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            byte[] bytes = ProgramFile.ToBytes(new RandomPrograms(seed).Program(), "f");
            Assert.Equal(bytes, ProgramFile.ToBytes(ProgramFile.FromBytes(bytes, "f"), "f"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_file_on_disk_is_written_and_read_and_a_missing_one_is_named()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sprog");
        Assert.Contains(path, Assert.Throws<InputException>(() => ProgramFile.Read(path)).Message, StringComparison.Ordinal);
        try
        {
            var program = Example();
            ProgramFile.Write(path, program);
            Assert.Equal(ProgramFile.ToBytes(program, "f"), File.ReadAllBytes(path));
            Assert.Equal("one-dense-layer", ProgramFile.Read(path).Network);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Every_truncation_and_every_flipped_bit_is_found()
    {
        byte[] bytes = ProgramFile.ToBytes(Example(), "f");
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InputException>(() => ProgramFile.FromBytes(bytes.AsMemory(0, length), "f"));
            byte[] flipped = [.. bytes];
            flipped[length] ^= (byte)(1 << (length % 8));
            Assert.Throws<InputException>(() => ProgramFile.FromBytes(flipped, "f"));
        }
    }

    [Fact]
    public void A_forged_size_is_refused_before_anything_is_allocated_for_it()
    {
        byte[] bytes = ProgramFile.ToBytes(Example(), "f");
        int tiles = FindTileCount(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(tiles), 0x7fffffff);
        byte[] signed = Sign(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InputException>(() => ProgramFile.FromBytes(signed, "f"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.StartsWith(FormattableString.Invariant($"f: offset {tiles}: the tiles states 2147483647 entries"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_under_a_valid_checksum_is_refused_or_verified_but_never_crashes()
    {
        byte[] bytes = ProgramFile.ToBytes(Example(), "f");
        int refused = 0;
        int accepted = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            for (int count = 0; count < 30; count++)
            {
                byte[] damaged = [.. bytes];
                for (int change = random.Next(1, 4); change > 0; change--)
                {
                    damaged[random.Next(12, bytes.Length - 32)] = (byte)random.Next(256);
                }

                try
                {
                    ProgramVerifier.Verify(ProgramFile.FromBytes(Sign(damaged), "f"), "f");
                    accepted++;
                }
                catch (InputException)
                {
                    refused++;
                }
            }
        }).QuickCheckThrowOnFailure();
        Assert.True(refused > 100 && accepted > 100, FormattableString.Invariant($"{refused} refused, {accepted} accepted"));
    }

    [Fact]
    public void Another_version_is_refused_by_number()
    {
        byte[] bytes = ProgramFile.ToBytes(Example(), "f");
        bytes[8] = 9;
        Assert.Contains("version 9", Assert.Throws<InputException>(() => ProgramFile.FromBytes(bytes, "f")).Message, StringComparison.Ordinal);
    }

    private static SpinArch.Isa.Program Example() =>
        Assembler.AssembleFile(Repository.PathOf("isa/examples/one-dense-layer.sasm"), "hash");

    private static byte[] Sign(byte[] bytes) => [.. bytes[..^32], .. SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32))];

    /// <summary>Header, two names, six sizes, scale, one send of one destination, one receive: as docs/program-file.md lays them out.</summary>
    private static int FindTileCount(byte[] bytes)
    {
        int offset = 12 + 4 + "one-dense-layer".Length + 4 + "hash".Length + (6 * 4) + 8 + (4 + 12 + 8) + (4 + 12);
        Assert.Equal(1, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset)));
        return offset;
    }
}
