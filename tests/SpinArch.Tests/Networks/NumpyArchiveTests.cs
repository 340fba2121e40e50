using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpinArch.Files;
using SpinArch.Networks;

namespace SpinArch.Tests.Networks;

[Trait("Needs", "NumPy")]
public sealed class NumpyArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("savez")]
    [InlineData("savez_compressed")]
    public void What_NumPy_writes_is_read_with_type_shape_and_values(string save)
    {
        NumPy.Run(
            $"np.{save}(sys.argv[1], f4=np.arange(6, dtype='f4').reshape(2, 3) / 4, f8=np.array([1e-3, -2.5]), u1=np.array([[0, 255]], 'u1'), "
            + "i1=np.array([-128, 127], 'i1'), i2=np.array([-300], 'i2'), i4=np.array([-70000], 'i4'), i8=np.array([2**40], 'i8'), "
            + "scalar=np.float32(7), empty=np.zeros((0, 4), 'f4'))",
            _folder["a.npz"]);
        var archive = NumpyArchive.Read(_folder["a.npz"]);
        Assert.Equal(9, archive.Arrays.Count);
        Assert.Equal<int>([2, 3], archive["f4"].Shape.AsEnumerable());
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f, 1f, 1.25f], archive["f4"].AsSingles());
        Assert.Equal([0.001f, -2.5f], archive["f8"].AsSingles());
        Assert.Equal(new byte[] { 0, 255 }, archive["u1"].AsBytes());
        Assert.Equal([-128, 127], archive["i1"].AsInt64s());
        Assert.Equal([-300], archive["i2"].AsInt64s());
        Assert.Equal([-70000], archive["i4"].AsInt64s());
        Assert.Equal([1L << 40], archive["i8"].AsInt64s());
        Assert.Empty(archive["scalar"].Shape);
        Assert.Equal([7f], archive["scalar"].AsSingles());
        Assert.Equal<int>([0, 4], archive["empty"].Shape.AsEnumerable());
    }

    [Fact]
    public void Big_endian_small_and_unsigned_types_are_read()
    {
        NumPy.Run(
            "np.savez(sys.argv[1], f2=np.array([1.5, -65504], '<f2'), F2=np.array([1.5, 6e-8], '>f2'), F4=np.array([1e-3], '>f4'), F8=np.array([[1e300, 2]], '>f8').T, "
            + "u2=np.array([65535], '<u2'), U4=np.array([2**32 - 1], '>u4'), u8=np.array([2**63 - 1], '<u8'), I2=np.array([-300], '>i2'), I8=np.array([-2**40], '>i8'), huge=np.array([2**63], '<u8'))",
            _folder["a.npz"]);
        var archive = NumpyArchive.Read(_folder["a.npz"]);
        Assert.Equal([1.5f, -65504f], archive["f2"].AsSingles());
        Assert.Equal([1.5f, 5.9604645e-8f], archive["F2"].AsSingles());
        Assert.Equal([0.001f], archive["F4"].AsSingles());
        Assert.Equal((1e300, 2), (archive["F8"].Value(0), archive["F8"].Value(1)));
        Assert.Equal([65535], archive["u2"].AsInt64s());
        Assert.Equal([uint.MaxValue], archive["U4"].AsInt64s());
        Assert.Equal([long.MaxValue], archive["u8"].AsInt64s());
        Assert.Equal([-300], archive["I2"].AsInt64s());
        Assert.Equal([-1L << 40], archive["I8"].AsInt64s());
        Assert.Contains("9223372036854775808", Assert.Throws<InputException>(() => archive["huge"].AsInt64s()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transposed_array_is_read_in_C_order()
    {
        NumPy.Run("np.savez(sys.argv[1], a=np.arange(24, dtype='f4').reshape(4, 3, 2).T)", _folder["t.npz"]);
        NumpyArray array = NumpyArchive.Read(_folder["t.npz"])["a"];
        float[] expected = NumPy.Run("print(*np.arange(24).reshape(4, 3, 2).T.ravel())").Split(' ').Select(float.Parse).ToArray();
        Assert.Equal<int>([2, 3, 4], array.Shape.AsEnumerable());
        Assert.Equal(expected, array.AsSingles());
    }

    [Theory]
    [InlineData("(2, 0)")]
    [InlineData("(3, 0)")]
    public void Later_header_versions_are_read(string version)
    {
        NumPy.Run(
            "import zipfile, io\nb = io.BytesIO()\n"
            + $"np.lib.format.write_array(b, np.array([3, 5], 'f4'), version={version})\n"
            + "zipfile.ZipFile(sys.argv[1], 'w').writestr('a.npy', b.getvalue())",
            _folder["v.npz"]);
        Assert.Equal([3f, 5f], NumpyArchive.Read(_folder["v.npz"])["a"].AsSingles());
    }

    [Fact]
    public void NumPy_reads_what_is_written()
    {
        NumpyArchive.Write(
            _folder["w.npz"],
            [
                NumpyArray.FromSingles("layer.mu", [2, 3], [1, 2, 3, 4, 5, -0.125f]),
                NumpyArray.FromBytes("codes", [2], [7, 255]),
                NumpyArray.FromInt64s("step", [], [1L << 50]),
            ]);
        Assert.Equal(
            "float32 (2, 3) [1.0, 2.0, 3.0, 4.0, 5.0, -0.125] uint8 (2,) [7, 255] int64 () 1125899906842624",
            NumPy.Run("z = np.load(sys.argv[1])\nfor n in z.files: print(z[n].dtype, z[n].shape, z[n].ravel().tolist() if z[n].shape else int(z[n]), end=' ')", _folder["w.npz"]));
    }

    [Fact]
    public void Equal_arrays_give_equal_bytes()
    {
        NumpyArray[] arrays = [NumpyArray.FromSingles("a", [3], [1, 2, 3]), NumpyArray.FromBytes("b", [1], [9])];
        NumpyArchive.Write(_folder["1.npz"], arrays);
        NumpyArchive.Write(_folder["2.npz"], arrays);
        byte[] bytes = File.ReadAllBytes(_folder["1.npz"]);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["2.npz"]));

        // The format's fixed parts, so that a change of time stamp or compression shows: stored (method 0), 1980-01-01 00:00.
        Assert.Equal("504B0304", Convert.ToHexString(bytes, 0, 4));
        Assert.Equal("000000002100", Convert.ToHexString(bytes, 8, 6));
    }

    [Fact]
    public void Reading_inverts_writing() => Prop.ForAll<float[]>(values =>
    {
        using var folder = new TemporaryFolder();
        NumpyArchive.Write(folder["p.npz"], [NumpyArray.FromSingles("a", [values.Length], values)]);
        float[] back = NumpyArchive.Read(folder["p.npz"])["a"].AsSingles();
        return back.Select(BitConverter.SingleToInt32Bits).SequenceEqual(values.Select(BitConverter.SingleToInt32Bits));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_flipped_bit_anywhere_in_an_element_is_noticed()
    {
        NumpyArchive.Write(_folder["f.npz"], [NumpyArray.FromSingles("a", [4], [1, 2, 3, 4])]);
        byte[] bytes = File.ReadAllBytes(_folder["f.npz"]);
        int element = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0x80, 0x3F]);
        for (int i = 0; i < 16; i++)
        {
            byte[] damaged = (byte[])bytes.Clone();
            damaged[element + i] ^= 1;
            File.WriteAllBytes(_folder["d.npz"], damaged);
            AssertRefused("d.npz", "'a'");
        }
    }

    [Fact]
    public void A_cut_at_any_length_is_refused()
    {
        NumpyArchive.Write(_folder["f.npz"], [NumpyArray.FromSingles("a", [4], [1, 2, 3, 4])]);
        byte[] bytes = File.ReadAllBytes(_folder["f.npz"]);
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(_folder["cut.npz"], bytes[..length]);
            AssertRefused("cut.npz", "cut.npz");
        }
    }

    [Fact]
    public void Any_damage_is_an_input_error_or_harmless()
    {
        NumPy.Run("np.savez_compressed(sys.argv[1], a=np.arange(50, dtype='f4'), b=np.zeros(9, 'u1'))", _folder["f.npz"]);
        byte[] bytes = File.ReadAllBytes(_folder["f.npz"]);
        var random = new Random(1);
        for (int round = 0; round < 500; round++)
        {
            byte[] damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder["d.npz"], damaged);
            try
            {
                NumpyArchive.Read(_folder["d.npz"]);
            }
            catch (InputException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [Theory]
    [InlineData("{'descr': '>f16', 'fortran_order': False, 'shape': (1,), }", "'>f16'")]
    [InlineData("{'descr': '=f4', 'fortran_order': False, 'shape': (1,), }", "'=f4'")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "'<c8'")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "'|O'")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "structured")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "needs an entry of")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (100000, 100000), }", "too many")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }", "too large")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1), }", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), }", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "lacks")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1", "malformed")]
    [InlineData("", "malformed")]
    public void A_bad_header_is_refused(string header, string complaint)
    {
        WriteZip("h.npz", ("a.npy", Npy(header, [0, 0, 128, 63])));
        AssertRefused("h.npz", complaint);
        AssertRefused("h.npz", "array 'a'");
    }

    [Fact]
    public void Wrong_entries_are_refused()
    {
        const string One = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }";
        WriteZip("twice.npz", ("a.npy", Npy(One, [1])), ("a.npy", Npy(One, [1])));
        AssertRefused("twice.npz", "twice");
        WriteZip("text.npz", ("readme.txt", [1]));
        AssertRefused("text.npz", "'readme.txt' is not a .npy array");
        WriteZip("magic.npz", ("a.npy", new byte[100]));
        AssertRefused("magic.npz", "does not begin");
        byte[] version = Npy(One, [1]);
        version[6] = 9;
        WriteZip("version.npz", ("a.npy", version));
        AssertRefused("version.npz", "9.0");
        byte[] length = Npy(One, [1]);
        length[9] = 255;
        WriteZip("length.npz", ("a.npy", length));
        AssertRefused("length.npz", "truncated");
        WriteZip("control.npz", ("a\nb.npy", Npy(One, [1])));
        AssertRefused("control.npz", "control characters");
        File.WriteAllText(_folder["plain.npz"], "not a zip");
        AssertRefused("plain.npz", "plain.npz");
        AssertRefused("missing.npz", "missing.npz");
    }

    [Fact]
    public void The_wrong_element_type_and_a_missing_name_are_named()
    {
        NumpyArchive.Write(_folder["w.npz"], [NumpyArray.FromBytes("codes", [1], [1])]);
        var archive = NumpyArchive.Read(_folder["w.npz"]);
        Assert.Contains("array 'codes': the elements are |u1", Assert.Throws<InputException>(() => archive["codes"].AsSingles()).Message, StringComparison.Ordinal);
        Assert.Contains("holds codes", Assert.Throws<InputException>(() => archive["mu"]).Message, StringComparison.Ordinal);
    }

    private static byte[] Npy(string header, byte[] data) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. data];

    private void WriteZip(string file, params (string Name, byte[] Content)[] entries)
    {
        using var zip = new ZipArchive(File.Create(_folder[file]), ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in entries)
        {
            using Stream stream = zip.CreateEntry(name).Open();
            stream.Write(content);
        }
    }

    private void AssertRefused(string file, string complaint)
    {
        string message = Assert.Throws<InputException>(() => NumpyArchive.Read(_folder[file])).Message;
        Assert.Contains(complaint, message, StringComparison.Ordinal);
        Assert.StartsWith(_folder[file], message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
