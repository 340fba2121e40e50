using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Kernel;

namespace SpinArch.Networks;

/// <summary>The inputs of a run: bytes for the network, with labels where known.</summary>
public sealed record InputSet
{
    /// <summary>What uniform random bytes are called in reports.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>Where the inputs come from.</summary>
    public required string Source { get; init; }

    /// <summary>One array an input, each as long as the network's input.</summary>
    public required IReadOnlyList<byte[]> Images { get; init; }

    /// <summary>The right answers, where known.</summary>
    public required ImmutableArray<int> Labels { get; init; }

    /// <summary>The inputs of a run that names none: a shipped data set where its images and labels fit the network, else random ones.</summary>
    /// <param name="folder">Folder with the idx files.</param>
    /// <param name="source">What to call it.</param>
    /// <param name="inputs">How many inputs.</param>
    /// <param name="width">Values of a network input.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="seed">Key of random ones.</param>
    /// <exception cref="InputException">The files are missing or damaged.</exception>
    public static InputSet Default(string folder, string source, int inputs, int width, int outputs, ulong seed)
    {
        IdxDataSet data = IdxDataSet.Read(folder, IdxSplit.Test);
        return data.Images.PixelCount == width && Enumerable.Range(0, data.Count).All(image => data.Labels[image] < outputs)
            ? FromIdx(folder, source, inputs, width)
            : Random(seed, inputs, width);
    }

    /// <summary>Checks that every label is one of a network's outputs.</summary>
    /// <param name="outputs">How many outputs the network has.</param>
    /// <exception cref="InputException">A label is none.</exception>
    public InputSet WithLabelsBelow(int outputs)
    {
        int wrong = Labels.IndexOf(Labels.FirstOrDefault(label => label >= outputs, -1));
        return wrong < 0 ? this
            : throw new InputException(Source, $"the label of input {wrong} is {Labels[wrong]}; the network has {outputs} outputs, allowed is 0 to {outputs - 1}");
    }

    /// <summary>Reads the test split of an idx data set (MNIST).</summary>
    /// <param name="folder">Folder with the idx files.</param>
    /// <param name="source">What to call it.</param>
    /// <param name="inputs">How many inputs; the set is repeated where it has fewer.</param>
    /// <param name="width">Values of a network input.</param>
    /// <exception cref="InputException">The files are missing, damaged or of another size.</exception>
    public static InputSet FromIdx(string folder, string source, int inputs, int width)
    {
        IdxDataSet data = IdxDataSet.Read(folder, IdxSplit.Test);
        if (data.Images.PixelCount != width)
        {
            throw new InputException(folder, $"its images have {data.Images.PixelCount} values, the network takes {width}");
        }

        byte[][] distinct = [.. Enumerable.Range(0, Math.Min(inputs, data.Count)).Select(image => data.Images[image].ToArray())];
        return new InputSet
        {
            Source = source,
            Images = [.. Enumerable.Range(0, inputs).Select(input => distinct[input % data.Count])],
            Labels = [.. Enumerable.Range(0, inputs).Select(input => data.Labels[input % data.Count])],
        };
    }

    /// <summary>Reads the arrays <c>images</c> and, where it is there, <c>labels</c> of a NumPy archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="inputs">How many inputs; the images are repeated where it has fewer.</param>
    /// <param name="width">Values of a network input.</param>
    /// <exception cref="InputException">The archive is damaged or its arrays do not fit.</exception>
    public static InputSet FromArchive(string path, int inputs, int width)
    {
        var archive = NumpyArchive.Read(path, ImageArrays.IsOne);
        (int count, _, _, byte[] pixels) = ImageArrays.Read(archive[ImageArrays.Images], width);
        int[]? labels = archive.Arrays.TryGetValue(ImageArrays.Labels, out NumpyArray? array) ? ImageArrays.ReadLabels(array, count) : null;
        byte[][] distinct = [.. Enumerable.Range(0, Math.Min(inputs, count)).Select(image => pixels.AsSpan(image * width, width).ToArray())];
        return new InputSet
        {
            Source = Path.GetFileName(path),
            Images = [.. Enumerable.Range(0, inputs).Select(input => distinct[input % count])],
            Labels = labels is null ? [] : [.. Enumerable.Range(0, inputs).Select(input => labels[input % count])],
        };
    }

    /// <summary>Uniform random bytes, for a network that no data set fits (<c>docs/arithmetic.md</c>, section 1).</summary>
    public static InputSet Random(ulong seed, int inputs, int width) => new()
    {
        Source = Synthetic,
        Labels = [],
        Images =
        [
            .. Enumerable.Range(0, inputs).Select(input =>
            {
                int blocks = (width + 15) / 16;
                byte[] bytes = new byte[blocks * 16];
                Philox4x32.FillBlocks(seed, (uint)input, uint.MaxValue, 0, 0, blocks, bytes);
                return bytes[..width];
            }),
        ],
    };
}
