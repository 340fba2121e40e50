using SpinArch.Networks;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Training;

/// <summary>The images and networks that come with the repository, and training folders made of them.</summary>
internal static class ShippedData
{
    public static string Networks { get; } = Path.Combine(Root(), "configs", "networks");

    public static string Sample { get; } = Path.Combine(Networks, "mnist-100");

    /// <summary>Makes a folder in MNIST's naming: the 100 shipped images, repeated for training, once for test.</summary>
    public static string MakeTrainingFolder(TemporaryFolder folder, int trainingImages)
    {
        var sample = IdxDataSet.Read(Sample, IdxSplit.Test);
        int[] repeated = [.. Enumerable.Range(0, trainingImages).Select(i => i % sample.Count)];
        int[] once = [.. Enumerable.Range(0, sample.Count)];
        foreach ((IdxSplit split, int[] images) in new[] { (IdxSplit.Train, repeated), (IdxSplit.Test, once) })
        {
            sample.Images.WriteSelection(folder[IdxDataSet.ImagesFileName(split)], images);
            sample.Labels.WriteSelection(folder[IdxDataSet.LabelsFileName(split)], images);
        }

        return folder.Path;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpinArch.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
