using SpinArch.Networks;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Functional;

/// <summary>Images in memory as a data set.</summary>
internal static class Labelled
{
    /// <param name="images">One array an image.</param>
    /// <param name="labels">Their labels; 0 where fewer.</param>
    public static IdxDataSet Of(byte[][] images, params int[] labels)
    {
        using var folder = new TemporaryFolder();
        NumpyArchive.Write(
            folder["d.npz"],
            [
                NumpyArray.FromBytes("images", [images.Length, images[0].Length], [.. images.SelectMany(image => image)]),
                NumpyArray.FromInt64s("labels", [images.Length], [.. images.Select((_, index) => index < labels.Length ? (long)labels[index] : 0)]),
            ]);
        return IdxDataSet.Open(folder["d.npz"]);
    }
}
