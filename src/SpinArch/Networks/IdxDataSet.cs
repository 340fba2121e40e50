using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>
/// Images and their labels, from a folder in MNIST's naming or a NumPy archive: as many labels as images, or it is an error.
/// </summary>
public sealed class IdxDataSet
{
    private IdxDataSet(IdxImages images, IdxLabels labels)
    {
        Images = images;
        Labels = labels;
    }

    /// <summary>The images.</summary>
    public IdxImages Images { get; }

    /// <summary>The label of every image.</summary>
    public IdxLabels Labels { get; }

    /// <summary>The number of labelled images.</summary>
    public int Count => Images.Count;

    /// <summary>The file name of a split's images.</summary>
    /// <param name="split">Train or test.</param>
    /// <returns>The name in the original distribution.</returns>
    public static string ImagesFileName(IdxSplit split) => $"{Prefix(split)}-images-idx3-ubyte";

    /// <summary>The file name of a split's labels.</summary>
    /// <param name="split">Train or test.</param>
    /// <returns>The name in the original distribution.</returns>
    public static string LabelsFileName(IdxSplit split) => $"{Prefix(split)}-labels-idx1-ubyte";

    /// <summary>Reads a folder with idx files, the test split, or a NumPy archive with <c>images</c> and <c>labels</c>.</summary>
    /// <param name="path">The folder, or a file that ends in <c>.npz</c>.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the counts differ.</exception>
    public static IdxDataSet Open(string path) => IsArchive(path) ? FromArchive(path, needsLabels: true) : Read(path, IdxSplit.Test);

    /// <summary>The same where labels are of no interest: an archive need not have any, and those of a folder are not looked at.</summary>
    /// <param name="path">The folder, or a file that ends in <c>.npz</c>.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static IdxDataSet OpenUnlabelled(string path)
    {
        IdxImages images = IsArchive(path)
            ? FromArchive(path, needsLabels: false).Images
            : IdxImages.Read(IdxFolder.Find(path, ImagesFileName(IdxSplit.Test)));
        return new IdxDataSet(images, new IdxLabels(path, new int[images.Count]));
    }

    /// <summary>Whether a path is meant as a NumPy archive: by its ending.</summary>
    /// <param name="path">The path.</param>
    public static bool IsArchive(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a split of a folder; files may be named <c>t10k-images.idx3-ubyte</c> too, and be gzipped.</summary>
    /// <param name="folder">The folder that holds the idx files.</param>
    /// <param name="split">Train or test.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InputException">A file is missing or damaged, or the counts differ.</exception>
    public static IdxDataSet Read(string folder, IdxSplit split)
    {
        var images = IdxImages.Read(IdxFolder.Find(folder, ImagesFileName(split)));
        var labels = IdxLabels.Read(IdxFolder.Find(folder, LabelsFileName(split)));
        return images.Count == labels.Count
            ? new IdxDataSet(images, labels)
            : throw new InputException(labels.Path, $"{labels.Count} labels for the {images.Count} images of {images.Path}");
    }

    /// <summary>The same labels with other images.</summary>
    /// <param name="alteration">Makes each out of its original.</param>
    public IdxDataSet With(ImageAlteration alteration) => new(Images.With(alteration), Labels);

    private static IdxDataSet FromArchive(string path, bool needsLabels)
    {
        var archive = NumpyArchive.Read(path, name => name == ImageArrays.Images || (needsLabels && name == ImageArrays.Labels));
        (int count, int rows, int columns, byte[] pixels) = ImageArrays.Read(archive[ImageArrays.Images], width: null);
        int[] labels = needsLabels ? ImageArrays.ReadLabels(archive[ImageArrays.Labels], count) : new int[count];
        return new IdxDataSet(new IdxImages(path, count, rows, columns, pixels), new IdxLabels(path, labels));
    }

    private static string Prefix(IdxSplit split) => split switch
    {
        IdxSplit.Train => "train",
        IdxSplit.Test => "t10k",
        _ => throw new ArgumentOutOfRangeException(nameof(split)),
    };
}
