using System.IO.Compression;
using SpinArch.Files;
using SpinArch.Networks;

namespace SpinArch.Tests.Networks;

public sealed class IdxDataSetTests : IDisposable
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255];
    private static readonly byte[] TwoLabels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_and_labels_are_read_raw()
    {
        Write(TwoImages, TwoLabels);
        var data = IdxDataSet.Read(_folder.Path, IdxSplit.Test);
        Assert.Equal((2, 1, 3), (data.Count, data.Images.Rows, data.Images.Columns));
        Assert.Equal(new byte[] { 4, 5, 255 }, data.Images[1].ToArray());
        Assert.Equal(9, data.Labels[1]);
    }

    [Fact]
    public void A_selection_is_written_in_the_order_asked_for()
    {
        Write(TwoImages, TwoLabels);
        var data = IdxDataSet.Read(_folder.Path, IdxSplit.Test);
        data.Images.WriteSelection(_folder["images"], [1, 0]);
        data.Labels.WriteSelection(_folder["labels"], [1, 0]);
        Assert.Equal(new byte[] { 4, 5, 255, 1, 2, 3 }, IdxImages.Read(_folder["images"]).Pixels.ToArray());
        Assert.Equal([9, 7], IdxLabels.Read(_folder["labels"]).Labels.ToArray());
    }

    [Fact]
    public void A_cut_at_any_length_is_refused()
    {
        for (int length = 0; length < TwoImages.Length; length++)
        {
            Write(TwoImages[..length], TwoLabels);
            AssertRefused("truncated");
        }

        for (int length = 0; length < TwoLabels.Length; length++)
        {
            Write(TwoImages, TwoLabels[..length]);
            AssertRefused("truncated");
        }
    }

    [Fact]
    public void Wrong_files_are_refused()
    {
        Write([.. TwoImages, 0], TwoLabels);
        AssertRefused("too long");
        Write([0, 0, 8, 1, .. TwoImages[4..]], TwoLabels);
        AssertRefused("holds labels (magic number 2049) where images are meant (2051)");
        Write([0, 0, 9, 3, .. TwoImages[4..]], TwoLabels);
        AssertRefused("magic number is 2307; an idx file of images has 2051");
        Write(TwoLabels, TwoImages);
        AssertRefused("are the two files swapped?");
        Write(TwoImages, [0x1F, 0x8B, 8, 0, .. TwoLabels[4..]]);
        AssertRefused("t10k-labels-idx1-ubyte");
        Write([0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255], TwoLabels);
        AssertRefused("extents");
        Write([0, 0, 8, 3, 0, 0, 0, 0, .. TwoImages[8..16]], TwoLabels);
        AssertRefused("extents");
        Write(TwoImages, [0, 0, 8, 1, 0, 0, 0, 1, 7]);
        AssertRefused("1 labels for the 2 images");
        File.Delete(_folder["t10k-labels-idx1-ubyte"]);
        AssertRefused("t10k-labels-idx1-ubyte");
    }

    [Theory]
    [InlineData("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")]
    [InlineData("t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte")]
    [InlineData("t10k-images.idx3-ubyte.gz", "t10k-labels-idx1-ubyte")]
    public void Gzipped_files_and_the_other_naming_are_found(string images, string labels)
    {
        File.WriteAllBytes(_folder[images], images.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(TwoImages) : TwoImages);
        File.WriteAllBytes(_folder[labels], labels.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(TwoLabels) : TwoLabels);
        var data = IdxDataSet.Open(_folder.Path);
        Assert.Equal(new byte[] { 4, 5, 255 }, data.Images[1].ToArray());
        Assert.Equal([7, 9], data.Labels.Labels.ToArray());
    }

    [Fact]
    public void A_damaged_gzip_is_refused_wherever_it_is_cut_or_changed()
    {
        byte[] whole = Gzip(TwoImages);
        for (int length = 2; length < whole.Length; length++)
        {
            Write(whole[..length], TwoLabels);
            AssertRefused("t10k-images-idx3-ubyte");
        }

        Write([.. whole[..^6], (byte)(whole[^6] ^ 1), .. whole[^5..]], TwoLabels);
        AssertRefused("t10k-images-idx3-ubyte");
        Write(Gzip([.. TwoImages, 0]), TwoLabels);
        AssertRefused("too long");
        Write(Gzip([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 16, 0, 0, 0, 16, 0]), TwoLabels);
        AssertRefused("bytes of gzip where the header declares");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(20)]
    public void A_gzip_of_several_members_is_read_whole_and_refused_wherever_it_is_cut_or_changed(int first)
    {
        byte[] front = Gzip(TwoImages[..first]);
        byte[] back = Gzip(TwoImages[first..]);
        Write([.. front, .. back], TwoLabels);
        Assert.Equal(new byte[] { 4, 5, 255 }, IdxDataSet.Open(_folder.Path).Images[1].ToArray());

        for (int changed = 1; changed <= 8; changed++)
        {
            byte[] damaged = [.. front, .. back];
            damaged[front.Length - changed] ^= 1;
            Write(damaged, TwoLabels);
            AssertRefused("t10k-images-idx3-ubyte");
            damaged = [.. front, .. back];
            damaged[^changed] ^= 1;
            Write(damaged, TwoLabels);
            AssertRefused("t10k-images-idx3-ubyte");
            Write([.. front, .. back[..^changed]], TwoLabels);
            AssertRefused("t10k-images-idx3-ubyte");
        }
    }

    [Fact]
    public void A_folder_is_told_from_a_file_and_from_nothing()
    {
        AssertRefused("has none of t10k-images-idx3-ubyte, t10k-images.idx3-ubyte, t10k-images-idx3-ubyte.gz, t10k-images.idx3-ubyte.gz");
        Write(TwoImages, TwoLabels);
        Assert.Contains("is a file; a folder", Assert.Throws<InputException>(() => IdxDataSet.Open(_folder["t10k-images-idx3-ubyte"])).Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<InputException>(() => IdxDataSet.Open(_folder["none"])).Message, StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }

    private void Write(byte[] images, byte[] labels)
    {
        File.WriteAllBytes(_folder["t10k-images-idx3-ubyte"], images);
        File.WriteAllBytes(_folder["t10k-labels-idx1-ubyte"], labels);
    }

    private void AssertRefused(string complaint)
    {
        string message = Assert.Throws<InputException>(() => IdxDataSet.Read(_folder.Path, IdxSplit.Test)).Message;
        Assert.Contains(complaint, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
