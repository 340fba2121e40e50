using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>Images and their labels from a folder in MNIST's naming: as many labels as images, or it is an error.</summary>
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

    /// <summary>Reads a split of a folder.</summary>
    /// <param name="folder">The folder that holds the idx files.</param>
    /// <param name="split">Train or test.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InputException">A file is missing or damaged, or the counts differ.</exception>
    public static IdxDataSet Read(string folder, IdxSplit split)
    {
        var images = IdxImages.Read(Path.Combine(folder, ImagesFileName(split)));
        var labels = IdxLabels.Read(Path.Combine(folder, LabelsFileName(split)));
        return images.Count == labels.Count
            ? new IdxDataSet(images, labels)
            : throw new InputException(labels.Path, $"{labels.Count} labels for the {images.Count} images of {images.Path}");
    }

    /// <summary>The same labels with other images.</summary>
    /// <param name="alteration">Makes each out of its original.</param>
    public IdxDataSet With(ImageAlteration alteration) => new(Images.With(alteration), Labels);

    private static string Prefix(IdxSplit split) => split switch
    {
        IdxSplit.Train => "train",
        IdxSplit.Test => "t10k",
        _ => throw new ArgumentOutOfRangeException(nameof(split)),
    };
}
